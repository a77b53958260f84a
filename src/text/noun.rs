//! Classifies the word after a number: people, what happened to them, things,
//! or none of these.
//!
//! No list of nouns is complete, and none has to be: a number in a sentence
//! is a count unless it is shown to be something else. The nouns settle only
//! what is in doubt: whether "2000" is a year, whether "no" counts, whether
//! the number after a name belongs to it.

use super::passage::{Passage, is_any};
use crate::said::count::lexer::Kind;

/// What the words after a number are headed by.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// "39 IS fighters".
    People,
    /// "39 killed", "39 deaths".
    Harm,
    /// "39 vehicles".
    Thing,
    /// "39 were", "39 have": a verb that a name in the singular does not take.
    Plural,
    /// None of these is near.
    Other,
}

impl Head {
    /// Whether it is counted, whatever it is.
    pub(super) fn is_counted(self) -> bool {
        matches!(self, Self::People | Self::Harm | Self::Thing)
    }
}

/// What the words from an index on are headed by: at most six are looked at,
/// up to the first that ends a noun phrase.
pub(super) fn head(passage: &Passage<'_>, index: usize) -> Head {
    const MOST_TOKENS: usize = 9;
    const MOST_WORDS: usize = 6;

    let mut words = 0;
    for at in index..index + MOST_TOKENS {
        let Some(token) = passage.token(at) else { break };
        match token.kind {
            Kind::Word => {
                words += 1;
                let word = passage.word(at);
                if is_any(word, &["were", "are", "have"]) {
                    return Head::Plural;
                }
                // "U.S. troops" is no article; "IS fighters" is no verb.
                let is_name = word.chars().all(char::is_uppercase);
                if (ends_a_noun_phrase(word) && !is_name) || words > MOST_WORDS {
                    break;
                }
                if is_people(word) {
                    return Head::People;
                }
                if is_harm(word) {
                    return Head::Harm;
                }
                if is_thing(word) {
                    return Head::Thing;
                }
            }
            Kind::Digits => break,
            Kind::Sign(sign) => {
                let is_abbreviation = sign == '.' && passage.word_before(at, 1).len() <= 2;
                if !is_abbreviation && !matches!(sign, '-' | '\'' | '’' | '‘' | '“' | '"' | '#' | '/') {
                    break;
                }
            }
        }
    }
    Head::Other
}

/// Whether the word names people, in the singular or the plural.
pub(crate) fn is_people(word: &str) -> bool {
    if is_noun(word, PEOPLE) {
        return true;
    }
    let lower = word.to_lowercase();
    let ends = |endings: &[&str], least: usize| lower.len() >= least && endings.iter().any(|e| lower.ends_with(e));
    (ends(ENDINGS, 5) || ends(SINGULAR, 6)) && !is_noun(word, ABSTRACT)
}

/// Whether the word names a harm: "killed", "deaths".
pub(super) fn is_harm(word: &str) -> bool {
    let lower = word.to_lowercase();
    STEMS.iter().any(|stem| lower.starts_with(stem))
}

/// Whether the word names what is often counted in such reports beside
/// people.
pub(super) fn is_thing(word: &str) -> bool {
    is_noun(word, THINGS)
}

/// Whether a word is one of these in the singular, or its plural.
pub(super) fn is_noun(word: &str, nouns: &[&str]) -> bool {
    if is_any(word, nouns) {
        return true;
    }
    let Some(stem) = word.strip_suffix(['s', 'S']) else {
        return false;
    };
    let with_e = stem.strip_suffix(['e', 'E']).unwrap_or(stem);
    let with_y = stem.strip_suffix("ie").map(|stem| [stem, "y"].concat());
    is_any(stem, nouns) || is_any(with_e, nouns) || with_y.is_some_and(|word| is_any(&word, nouns))
}

/// Whether a noun phrase is over before the word.
pub(super) fn ends_a_noun_phrase(word: &str) -> bool {
    is_any(word, FUNCTION_WORDS)
}

/// In the singular.
#[rustfmt::skip]
const PEOPLE: &[&str] = &[
    "adult", "afghan", "ally", "arab", "baby", "bandit", "body", "boy", "brother", "cadet", "cadre",
    "captive", "chief", "child", "children", "citizen", "cleric", "colleague", "comrade", "convict", "cop",
    "corpse", "crew", "daesh", "daughter", "element", "expert", "family", "forces", "female", "fugitive", "girl",
    "guard", "head", "hostage", "household", "houthi", "idp", "individual", "infant", "iraqi", "isis", "israeli",
    "jihadi", "judge", "kid", "kurd", "life", "lives", "loyal", "loyalist", "male", "man", "marine", "martyr",
    "medic", "member", "men", "migrant", "minor", "monitor", "monk", "more", "native", "nun", "nurse",
    "operative", "other", "passenger", "patient", "people", "person", "personnel", "pilot", "police",
    "pax", "ppl", "priest", "pupil", "ranks", "rebel", "recruit", "refugee", "relative", "rioter", "sailor", "shiite",
    "sister", "son", "soul", "spy", "staff", "student", "sunni", "survivor", "suspect", "taliban", "teen",
    "thug", "toddler", "tribal", "troop", "turk", "uzbek", "victim", "witness", "woman", "women", "yazidi",
    "youth",
];

/// Plural endings of nouns for people: fighters, attackers, jihadists,
/// civilians, militants, insurgents, detainees, gunmen, inmates.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "ers", "ors", "ists", "ians", "ants", "ents", "ees", "men", "women", "mates", "eers",
];

/// The same, of one.
#[rustfmt::skip]
const SINGULAR: &[&str] = &[
    "er", "or", "ist", "ian", "ant", "ent", "ee", "man", "woman", "mate",
];

/// Other words of those endings, without the final s: things and verbs.
#[rustfmt::skip]
const ABSTRACT: &[&str] = &[
    "after", "agree", "agreement", "announcement", "answer", "apartment", "apparent", "argument", "armament",
    "armor", "armour", "assist", "banner", "barrier", "better", "bombardment", "border", "cement", "cent",
    "center", "chapter", "chopper", "clear", "climate", "cluster", "color", "comment", "committee",
    "computer", "consecutive", "consider", "consist", "constant", "container", "corner", "corridor",
    "counter", "cover", "crater", "danger", "december", "deliver", "department", "deployment", "development",
    "differ", "different", "disaster", "distant", "document", "door", "earlier", "either", "encounter",
    "engagement", "enter", "equipment", "error", "estimate", "event", "evident", "exist", "extent", "factor",
    "fever", "fewer", "flee", "floor", "former", "fragment", "further", "government", "grant", "greater",
    "guarantee", "helicopter", "higher", "honor", "however", "humor", "hunger", "immediate", "important",
    "incident", "independent", "inner", "insist", "instant", "intent", "involvement", "larger", "later",
    "latter", "launcher", "letter", "level", "list", "longer", "lower", "major", "matter", "meter", "moment",
    "movement", "murder", "neither", "never", "november", "number", "october", "offer", "order", "outer",
    "paper", "paramilitary", "parliament", "payment", "percent", "persist", "plant", "point", "power",
    "present", "prevent", "prior", "proper", "quarter", "rather", "recent", "regiment", "relevant",
    "remember", "represent", "resist", "restaurant", "river", "rumor", "rumour", "safer", "sector", "see",
    "segment", "senior", "sent", "september", "settlement", "shelter", "significant", "silent", "smaller",
    "sooner", "spent", "statement", "suffer", "tanker", "tent", "terror", "timber", "together", "tower",
    "trailer", "transfer", "treatment", "trigger", "ultimate", "under", "upper", "urgent", "violent",
    "violet", "want", "water", "weather", "went", "whether", "winter",
];

/// What words on deaths, wounds, captivity and flight begin with.
#[rustfmt::skip]
const STEMS: &[&str] = &[
    "kill", "wound", "injur", "dead", "death", "died", "dies", "die", "dying", "fatal", "casualt", "martyr",
    "captur", "arrest", "detain", "abduct", "kidnap", "murder", "execut", "slain", "surviv", "missing",
    "displac", "escap", "fled", "flee", "surrender", "freed", "rescue", "evacuat", "hurt", "harm",
    "hospitali", "behead", "trapped", "unaccounted", "perish", "drown", "stranded", "unidentified", "homicid",
    "maimed", "held", "jailed", "burn", "bury", "buried", "massacr", "lynch", "critical", "losses", "loss", "slew",
    "slaughter", "neutralis", "neutraliz", "liquidat", "eliminat", "crushed", "hanged", "starved", "suffocat", "deport", "disappear",
];

/// In the singular.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "aircraft", "airstrike", "attack", "barrel", "base", "battalion", "blast", "boat", "bomb", "bombing",
    "brigade", "building", "bus", "camp", "car", "checkpoint", "church", "city", "clash", "convoy", "country",
    "device", "district", "drone", "explosion", "facility", "grave", "grenade", "gun", "helicopter", "home",
    "hospital", "house", "humvee", "incident", "jet", "location", "mine", "missile", "mortar", "mosque",
    "motorcycle", "nation", "operation", "outpost", "patrol", "plane", "point", "position", "prison",
    "province", "raid", "rifle", "rocket", "school", "shell", "ship", "shop", "site", "sortie", "strike",
    "tank", "tent", "town", "truck", "unit", "vehicle", "vessel", "village", "warplane", "weapon",
];

/// Words that no noun phrase goes on with, and nouns of which none is
/// counted: "no sign of", "no reports".
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "nor",
    "that", "which", "who", "whom", "whose", "when", "where", "while", "as", "if", "than", "then", "is",
    "was", "has", "had", "be", "been", "being", "will", "would", "could", "can", "may", "might", "must",
    "should", "do", "does", "did", "said", "says", "told", "after", "before", "since", "until", "during",
    "over", "under", "about", "around", "near", "into", "onto", "off", "out", "up", "down", "so", "because",
    "including", "among", "amid", "between", "against", "through", "throughout", "within", "without", "there",
    "it", "its", "he", "she", "they", "his", "their", "this", "these", "those", "sign", "signs", "report",
    "reports", "evidence", "claim", "claims", "word", "reason", "proof", "doubt", "indication", "indications",
    "longer", "comment", "details", "plans", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "twelve", "several",
];

#[cfg(test)]
mod tests {
    use super::{Head, head};
    use crate::text::passage::Passage;

    #[test]
    fn a_noun_phrase_has_one_head() {
        let cases = [
            ("IS fighters were killed", Head::People),
            ("members of Kurdish forces", Head::People),
            ("U.S. troops", Head::People),
            ("other ISIS bodies were found", Head::People),
            ("killed and 12 wounded", Head::Harm),
            ("#ISIS “missing”", Head::People),
            ("armoured vehicles", Head::Thing),
            ("were killed", Head::Plural),
            ("reported", Head::Other),
            ("of the attackers", Head::Other),
            ("claim of responsibility by the attackers", Head::Other),
            (", fighters said", Head::Other),
            ("", Head::Other),
        ];
        for (text, expected) in cases {
            assert_eq!(head(&Passage::new(text), 0), expected, "{text}");
        }
    }
}
