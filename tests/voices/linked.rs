//! Answers in the hands of those who link the crate: answers that are kept and sent, and policies
//! whose rulings have faults.

use std::sync::OnceLock;

use corroborate::timeline::{Pace, View};
use corroborate::{
    Best, Claim, Count, CountError, Derivation, Dossier, Draft, EmptyId, End, Estimates, Event, Faults, Figure,
    Finding, Group, Interest, Interval, LeastDissent, MomentError, Outcome, Panel, Policy, PolicyFault, Quantity,
    QuantityError, Question, Reconciliation, Refused, Ruling, RulingFault, Settling, Source, SourceKind, Timeline,
    UnknownWord, Verdict, Voice, policy,
};

fn lives_in_application_state<T: Send + Sync + 'static>() {}
fn crosses_threads<T: Send + Sync>() {}

#[test]
fn answers_can_be_kept_and_sent() {
    lives_in_application_state::<Dossier>();
    lives_in_application_state::<Estimates>();
    lives_in_application_state::<Derivation>();
    lives_in_application_state::<Timeline>();
    lives_in_application_state::<Finding>();
    lives_in_application_state::<Box<dyn Policy>>();
    crosses_threads::<Reconciliation<'_>>();
}

/// An error that any error box takes, and that crosses threads.
fn is_an_error<T: std::error::Error + Send + Sync + 'static>() {}

#[test]
fn errors_fit_into_any_error_box() {
    is_an_error::<Faults>();
    is_an_error::<Refused>();
    is_an_error::<CountError>();
    is_an_error::<MomentError>();
    is_an_error::<QuantityError>();
    is_an_error::<EmptyId>();
    is_an_error::<UnknownWord>();
    is_an_error::<PolicyFault>();
    is_an_error::<RulingFault>();
    is_an_error::<corroborate::batch::SpillError>();
}

#[test]
fn a_policy_by_its_name_reconciles() {
    let dossier = said(&["20"]);
    for name in policy::NAMES {
        let answer = dossier.reconcile(&Question::new(), policy::named(name).expect("named"));
        assert_eq!(answer.policy(), name);
        assert!(answer.checked().is_ok(), "{name}");
    }
}

/// A dossier in which sources a, b, c … each say one count of an event of their own: e0, e1 …
fn said(counts: &[&str]) -> Dossier {
    let mut draft = Draft::new();
    draft.add_group(Group::new("all".parse().expect("an id"), "All"));
    for (at, count) in counts.iter().enumerate() {
        let (source, event) = (format!("s{at}"), format!("e{at}"));
        draft.add_source(Source::new(source.parse().expect("an id"), &source, SourceKind::Monitor));
        draft.add_event(Event::new(event.parse().expect("an id"), &event));
        let quantity: Quantity = format!("{event}/all/killed").parse().expect("a quantity");
        let count: Count = count.parse().expect("a count");
        let as_of = "2022-01-21".parse().expect("a moment");
        let id = format!("c{at}").parse().expect("an id");
        draft.add_claim(Claim::new(id, quantity, count, source.parse().expect("an id"), as_of));
    }
    draft.check().expect("a dossier")
}

/// What a careless policy does.
#[derive(Copy, Clone, Debug)]
enum Careless {
    /// Returns its first ruling for every quantity.
    RulesOnce,
    /// Rests every range on the voice of the first quantity.
    NamesAnotherVoice,
    /// Rests every range on a figure of the first quantity.
    NamesAnotherFigure,
    /// Names a best beyond its range.
    BestBeyond,
    /// Settles every best as it did the first.
    SettlesOnce,
}

/// A careless policy, and what it remembers of the first quantity.
struct Remembers {
    how: Careless,
    ruling: OnceLock<Ruling>,
    voice: OnceLock<(Voice, Figure)>,
    best: OnceLock<Best>,
}

impl Remembers {
    fn new(how: Careless) -> Remembers {
        Remembers { how, ruling: OnceLock::new(), voice: OnceLock::new(), best: OnceLock::new() }
    }
}

impl Policy for Remembers {
    fn name(&self) -> &'static str {
        "careless"
    }

    fn rule(&self, panel: &Panel<'_>) -> Ruling {
        let Some(own) = panel.voices().first() else { return Ruling::no_answer(panel) };
        let figure = own.figure(Interest::Neutral).expect("each names a figure");
        let (voice, old) = self.voice.get_or_init(|| (own.clone(), figure.clone()));
        let ruling = Ruling::range(panel, own.bounds());
        match self.how {
            Careless::RulesOnce => self.ruling.get_or_init(|| ruling).clone(),
            Careless::NamesAnotherVoice => ruling.on_bound(panel, End::Low, voice),
            Careless::NamesAnotherFigure => ruling.on_figure(panel, End::Low, own, old),
            Careless::BestBeyond => ruling.with_best(1_000_000),
            Careless::SettlesOnce => ruling,
        }
    }

    fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
        let best = LeastDissent::new().best(panel, ruling, settling);
        match self.how {
            Careless::SettlesOnce => best.map(|best| *self.best.get_or_init(|| best)),
            _ => best,
        }
    }
}

/// On every road a fault is data and never a panic.
#[test]
fn a_ruling_with_a_fault_is_an_error() {
    let dossier = said(&["20", "7", "about 300"]);
    let second: Quantity = "e1/all/killed".parse().expect("a quantity");
    for how in [Careless::RulesOnce, Careless::NamesAnotherVoice, Careless::NamesAnotherFigure, Careless::BestBeyond] {
        let policy = Remembers::new(how);
        let answer = dossier.reconcile(&Question::new(), &policy);
        let estimate = answer.estimate(&second).expect("in play");
        let fault = estimate.fault().unwrap_or_else(|| panic!("{how:?}"));
        match how {
            Careless::BestBeyond => {
                assert_eq!(fault, RulingFault::BestOutsideRange { best: 1_000_000, range: Interval::exactly(7) });
            }
            _ => assert_eq!(fault, RulingFault::OtherVoices),
        }
        assert_eq!((estimate.status(), estimate.range()), (Verdict::NoAnswer, Interval::ANY), "{how:?}");
        let derivation = answer.explain(&second).expect("in play");
        assert_eq!(derivation.ruling.fault, Some(fault));
        let words = derivation.words().to_string();
        assert!(words.contains(&format!("The ruling of careless is not used: {fault}.")), "{words}");
        assert_eq!(derivation.replay(&policy).as_ref(), Some(estimate));
        let timeline = dossier.timeline(&second, &policy, View::KnownNow, Pace::Changes).expect("in play");
        assert_eq!(timeline.estimates()[0].fault(), Some(fault));
        let row = dossier.compare(&Question::new(), &[&policy]);
        assert_eq!(row.row(&second).expect("in play").estimates()[0].fault(), Some(fault));
        let expected = answer.estimates().iter().find_map(corroborate::Estimate::fault).expect("a fault");
        let PolicyFault { policy, fault: first, .. } = answer.checked().expect_err("a fault");
        assert_eq!((policy.as_str(), first), ("careless", expected));
    }
}

/// A best may cite a claim of another dossier: its origin is then the policy itself.
#[test]
fn a_best_of_other_voices_is_moved_into_the_range_and_explained() {
    let policy = Remembers::new(Careless::SettlesOnce);
    let many = said(&["20", "7", "about 300"]);
    let last: Quantity = "e2/all/killed".parse().expect("a quantity");
    assert!(policy.best.set(kept_best(&many, &last)).is_ok());
    let few = said(&["7"]);
    let answer = few.reconcile(&Question::new(), &policy);
    assert_eq!(answer.estimates()[0].best(), Some(7));
    let derivation = answer.explain(answer.estimates()[0].quantity()).expect("in play");
    assert_eq!(derivation.best.map(|best| best.from), Some(corroborate::derivation::BestFrom::Ruled));
    assert_eq!(last.outcome(), Outcome::Killed);
}

/// The best that the default policy settles on for a quantity.
fn kept_best(dossier: &Dossier, quantity: &Quantity) -> Best {
    struct Keeps(OnceLock<Best>, u64);
    impl Policy for Keeps {
        fn name(&self) -> &'static str {
            "keeps"
        }
        fn rule(&self, panel: &Panel<'_>) -> Ruling {
            LeastDissent::new().rule(panel)
        }
        fn best(&self, panel: &Panel<'_>, ruling: &Ruling, settling: &Settling) -> Option<Best> {
            let best = LeastDissent::new().best(panel, ruling, settling)?;
            if best.count() == self.1 {
                let _ = self.0.set(best);
            }
            Some(best)
        }
    }
    let answer = dossier.reconcile(&Question::new(), LeastDissent::new());
    let wanted = answer.estimate(quantity).and_then(corroborate::Estimate::best).expect("it has a best");
    let keeps = Keeps(OnceLock::new(), wanted);
    drop(dossier.reconcile(&Question::new(), &keeps));
    keeps.0.into_inner().expect("it was settled")
}
