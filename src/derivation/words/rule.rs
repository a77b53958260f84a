//! Writes the sentence on the policy: its rule, and the claims on which the rule decided.

use super::fragments::{above, is_plain, listed};
use super::{DEFAULT, Words};
use crate::derivation::{GroundStep, StatementStep};
use crate::policy::{End, Verdict};
use crate::reckon::parts_and_wholes::PartsEffect;
use crate::record::id::ClaimId;
use crate::said::interval::Interval;
use crate::said::thousands::Grouped;

impl Words<'_> {
    /// Adds the sentence on the rule, unless the policy is the default.
    pub(super) fn rule(&mut self) {
        let d = self.derivation;
        if d.ruling.grounds.is_empty() && d.ruling.status == Verdict::Answered || d.policy == DEFAULT {
            return;
        }
        let sentence = self.by_rule();
        self.say(sentence);
    }

    /// The sentence on the rule: "By gtd, the newest figure: low and high 11 (c3, AFP)."
    pub(crate) fn by_rule(&self) -> String {
        let d = self.derivation;
        let rule = if d.ruling.rule.is_empty() { "its own rule".to_owned() } else { d.ruling.rule.clone() };
        let mut on: Vec<String> = Vec::new();
        // Ends with the same claims are named together: "low and high 11 (diy-026, AFP)".
        let same = |one: &GroundStep, other: &GroundStep| {
            one.value.is_some()
                && !one.loosened
                && !other.loosened
                && (one.value, &one.speaker, &one.claims) == (other.value, &other.speaker, &other.claims)
        };
        for grounds in d.ruling.grounds.chunk_by(same) {
            on.push(self.ground(&grounds[0], grounds.iter().map(|ground| ground.end)));
        }
        let low = d.ruling.range.low();
        let grounded = d.ruling.grounds.iter().any(|ground| ground.end != End::High && ground.value == Some(low));
        if !grounded && low > 0 && d.firm_floor.value == low {
            on.insert(0, format!("low {}, {}", Grouped(low), self.firm_source()));
        }
        match d.ruling.status {
            Verdict::Answered if on.is_empty() && d.counting == 0 && self.is_spoken_of() => {
                on.push("no statement sets a bound".to_owned());
            }
            Verdict::Answered if on.is_empty() && d.counting == 0 => on.push("nobody speaks of just this".to_owned()),
            Verdict::Answered if on.is_empty() && d.ruling.range == Interval::ANY => {
                on.push("no answer of its own".to_owned());
            }
            Verdict::Answered => {}
            Verdict::Provisional => on.push("provisional".to_owned()),
            Verdict::NoAnswer => on.push("no answer under this rule".to_owned()),
        }
        on.extend(self.brought());
        let on = if on.is_empty() { String::new() } else { format!(": {}", on.join("; ")) };
        format!("By {}, {rule}{on}.", d.policy)
    }

    /// The changes that parts and wholes made to the range of the policy.
    fn brought(&self) -> Vec<String> {
        let d = self.derivation;
        let mut before = d.ruling.range;
        let mut brought = Vec::new();
        for step in &d.parts {
            if step.range != before {
                let how = if step.effect == PartsEffect::Dissent { "which widens it to" } else { "which makes it" };
                let (sum, range) = (step.sum.in_words(), step.range.in_words());
                brought.push(format!("the parts by {} add up to {sum}, {how} {range}", step.tree));
            }
            before = step.range;
        }
        for step in &d.wholes {
            if step.range != before {
                brought.push(format!("the whole {} makes it {}", above(step.tree), step.range.in_words()));
            }
            before = step.range;
        }
        brought
    }

    /// "low 18 (c2, SDF press office)".
    fn ground(&self, ground: &GroundStep, ends: impl Iterator<Item = End>) -> String {
        let d = self.derivation;
        let name = self.name(&ground.speaker);
        let Some(value) = ground.value else {
            return match ground.end {
                End::Low | End::Best => format!("low 0, since {name} gives no floor"),
                End::High => format!("high open, since {name} gives no ceiling"),
            };
        };
        let is_all = ground.end == End::Best && d.ruling.range.only() == Some(value);
        let end = if is_all { String::new() } else { format!("{} ", listed(ends)) };
        let said = |claim: &ClaimId| d.statement(claim).map(|(_, said)| said);
        let said: Vec<&StatementStep> = ground.claims.iter().filter_map(said).collect();
        let in_words = said.iter().any(|said| !is_plain(said, value));
        let words = said.iter().map(|said| format!("\"{}\"", said.count));
        let words = if in_words { format!(", from {}", listed(words)) } else { String::new() };
        if ground.loosened {
            let to = if ground.end == End::High { d.ruling.range.high().get() } else { Some(d.ruling.range.low()) };
            let to = to.map_or_else(|| "open".to_owned(), |to| Grouped(to).to_string());
            let claims: Vec<&str> = said.iter().map(|said| said.claim.as_str()).collect();
            let (end, value, claims) = (ground.end, Grouped(value), claims.join(", "));
            return format!("{end} {to}, loosened from {value}{words}, which {name} alone gives ({claims})");
        }
        let who: Vec<&str> = said.iter().map(|said| said.claim.as_str()).chain([name.as_str()]).collect();
        format!("{end}{}{words} ({})", Grouped(value), who.join(", "))
    }

    /// Whether the sentence on the rule already names this count as this end.
    pub(super) fn told_by_rule(&self, end: End, count: u64) -> bool {
        let d = self.derivation;
        let figure = d.ruling.range.only() == Some(count);
        let tells = |ground: &GroundStep| ground.value == Some(count) && (ground.end == end || figure);
        d.policy != DEFAULT && d.ruling.grounds.iter().any(tells)
    }
}
