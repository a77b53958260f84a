//! Recognises numbers in names, which count nobody: units, weapons, roads, resolutions,
//! pages, telephones; and numbers that are a part of a longer word.

use super::noun::{Head, head, is_harm, is_noun, is_people};
use super::passage::{Passage, is_any, is_capital};
use super::phrase::{Candidate, Phrase};
use crate::said::count::Said;
use crate::said::count::lexer::{Kind, Token};

/// Whether the number is a part of what is written together with it: "F-16",
/// "93rd", "7.62mm", "12-year-old", "13:53", "9/11", "2022-01-21", "$5m".
///
/// "9,000-strong", "three-member" and "50-odd" do count.
pub(super) fn is_part_of_a_word(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    begins_inside(passage, phrase.core) || ends_inside(passage, phrase) || is_enumerator(passage, phrase)
}

fn begins_inside(passage: &Passage<'_>, core: usize) -> bool {
    let Some(before) = passage.before(core, 1).filter(|_| passage.is_glued(core)) else {
        return false;
    };
    let outer = passage.before(core, 2).filter(|_| passage.is_glued(core - 1));
    match before.kind {
        Kind::Word
        | Kind::Digits
        | Kind::Sign(
            '$' | '€' | '£' | '¥' | '₺' | '₽' | '₹' | '₨' | '৳' | '₦' | '₴' | '₫' | '₱' | '₪' | '#' | '§' | '_' | '@'
            | '°' | '\\' | '№',
        ) => true,
        // "9/11", but "40 killed/11 wounded".
        Kind::Sign('/') => !outer.and_then(Token::word).is_some_and(is_harm),
        // "6,50": of that no half is a number.
        Kind::Sign(',') => outer.is_some_and(|outer| outer.kind == Kind::Digits),
        // "Article 8(2)", "(b)(6)".
        Kind::Sign('(') => {
            outer.is_some_and(|outer| matches!(outer.kind, Kind::Digits | Kind::Sign(')')))
                && passage.is_sign(core + 1, ')')
        }
        Kind::Sign('.' | ':' | '\'' | '’') => {
            outer.is_some_and(|outer| matches!(outer.kind, Kind::Digits | Kind::Word)) || before.text == "."
        }
        // "+963", a telephone, and "D-Day +5", but "315,000 (+1,030)".
        Kind::Sign('+') => {
            let is_added = passage.before(core, 2).is_some_and(|token| token.kind == Kind::Sign('('));
            !is_added
                && (passage.token(core).is_some_and(|token| token.text.len() > 2)
                    || !passage.word_before(core, 2).is_empty())
        }
        Kind::Sign(_) if before.is_hyphen() => {
            let is_slug = SLUGS.contains(&passage.word_before(core, 3));
            !is_slug
                && outer.is_some_and(|outer| matches!(outer.kind, Kind::Word | Kind::Digits | Kind::Sign('\'' | '’')))
        }
        // In markup, "color=11", but "[size=50]".
        Kind::Sign('=') => outer.is_some_and(|outer| !outer.is("size")),
        Kind::Sign(_) => false,
    }
}

fn ends_inside(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let end = phrase.end;
    if !passage.is_glued(end) {
        return false;
    }
    let Some(after) = passage.token(end) else {
        return false;
    };
    match after.kind {
        Kind::Word | Kind::Digits | Kind::Sign('_' | '\\' | '@') => true,
        Kind::Sign('/' | ':' | '.' | ',') => passage.is_glued(end + 1) && passage.is_digits(end + 1),
        // "Rule 4(a)".
        Kind::Sign('(') => passage.word(end + 1).len() == 1 && passage.is_sign(end + 2, ')'),
        // "2014's"; "6'4" is a height.
        Kind::Sign('\'' | '’') => {
            (passage.is(end + 1, "s") || passage.is_digits(end + 1)) && passage.is_glued(end + 1)
        }
        Kind::Sign(_) if after.is_hyphen() => {
            if !passage.is_glued(end + 1) {
                // "Five- and six-year-olds", where what is meant comes later.
                return true;
            }
            let word = passage.word(end + 1);
            !is_any(word, &["strong", "member", "members", "man", "woman", "person", "odd"])
        }
        Kind::Sign('–' | '—') => {
            passage.is_glued(end + 1) && passage.is_digits(end + 1) && passage.is_digits(end - 1)
        }
        Kind::Sign(_) => false,
    }
}

/// The end of the footnote mark that a bracket before the phrase opens, if there
/// is one: "[12]", "[3, 4]".
pub(super) fn footnote_end(passage: &Passage<'_>, phrase: &Phrase) -> Option<usize> {
    const LONGEST: usize = 8;

    let inside = |at: &usize| {
        passage.is_digits(*at) || passage.is_sign(*at, ',') || passage.token(*at).is_some_and(Token::is_dash)
    };
    let opens = phrase.core.checked_sub(1).is_some_and(|at| passage.is_sign(at, '['));
    let end = (phrase.core..phrase.core + LONGEST).find(|at| !inside(at))?;
    (opens && passage.is_sign(end, ']')).then_some(end)
}

/// "UPDATE 2-Bomb kills 11": an agency's mark before a headline.
pub(super) fn is_slug(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let word = passage.word_before(phrase.start, 1);
    SLUGS.contains(&word)
        && passage.is_digits(phrase.start)
        && passage.token(phrase.start + 1).is_some_and(Token::is_hyphen)
}

const SLUGS: &[&str] = &["UPDATE", "WRAPUP", "REFILE", "CORRECTED"];

/// "1. The army attacked", "1. (C) The army", "2) The army attacked", "(3) The army attacked".
fn is_enumerator(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let (start, end) = (phrase.start, phrase.end);
    let is_short =
        end == start + 1 && passage.token(start).is_some_and(|t| t.kind == Kind::Digits && t.text.len() <= 2);
    let opens = |at: usize| at == 0 || (passage.opens_sentence(at) && !passage.is_sign(at - 1, ':'));
    let in_brackets = start > 0 && passage.is_sign(start - 1, '(') && passage.is_sign(end, ')') && opens(start - 1);
    let before_mark = opens(start) && (passage.is_sign(end, ')') || passage.is_sign(end, '.')) && passage.is_glued(end);
    is_short
        && (in_brackets || (before_mark && passage.before(start, 1).is_none_or(|t| t.text != "(")))
        && (is_capital(passage.word(end + 1)) || (passage.is_sign(end + 1, '(') && is_capital(passage.word(end + 2))))
}

/// Three numbers one after the other, with spaces, or after a word for it.
pub(super) fn is_telephone(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    if !passage.is_digits(phrase.core) {
        return false;
    }
    let is_number = |at: Option<usize>| at.is_some_and(|at| passage.is_digits(at));
    let [second_before, before] = [2, 1].map(|n| phrase.core.checked_sub(n));
    let [after, second_after] = [Some(phrase.end), Some(phrase.end + 1)];
    let called = is_any(
        passage.word_before(phrase.start, 1),
        &["phone", "telephone", "tel", "call", "dial", "hotline", "ring", "fax", "WhatsApp"],
    );
    (is_number(second_before) && is_number(before))
        || (is_number(before) && is_number(after))
        || (is_number(after) && is_number(second_after))
        || (called && phrase.core == phrase.start)
        || passage.token(phrase.core).is_some_and(|token| {
            token.text.len() > 1 && token.text.starts_with('0') && token.text.bytes().all(|b| b.is_ascii_digit())
        })
}

/// Whether the number belongs to the word before it: "Resolution 2254",
/// "Battalion 12", "No. 5", "France 24".
pub(super) fn is_of_a_name(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    if is_numbered(passage, phrase.start) {
        return true;
    }
    if phrase.core > phrase.start {
        return false;
    }
    let word = passage.word_before(phrase.start, 1);
    if is_noun(word, REFERENCES) && !is_verb(passage, phrase.start) {
        return !claims(passage, phrase.end).is_counted() || is_capital(word);
    }
    let rules = [is_designated, is_address, is_project, is_formation, is_behind_a_name];
    !is_in_a_roll(passage, phrase) && rules.iter().any(|rule| rule(passage, phrase))
}

/// "The dead number a hundred", "they count 14 fallen".
fn is_verb(passage: &Passage<'_>, start: usize) -> bool {
    let subject = passage.word_before(start, 2);
    let has_subject = is_people(subject) || is_harm(subject) || is_any(subject, &["i", "we", "they", "officials"]);
    is_any(passage.word_before(start, 1), &["number", "count"]) && has_subject
}

/// "Day five", "in house 14", "Battalion 12", but "that day five people died".
fn is_designated(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let start = phrase.start;
    let word = passage.word_before(start, 1);
    let is_that_day = is_any(word, &["day", "week", "year"])
        && is_any(passage.word_before(start, 2), &["the", "a", "that", "this", "same", "each", "every", "per"]);
    let is_plain = phrase.end == start + 1 || (matches!(phrase.said, Said::Between(..)) && passage.is_digits(start));
    let is_unheaded = || is_unheaded(passage, phrase.end);
    let is_numbered = is_noun(word, NUMBERED) && is_plain && is_unheaded();
    let is_named = is_any(word, DESIGNATIONS)
        && !is_verb(passage, start)
        && (is_capital(word) || (passage.is_digits(start) && is_unheaded()));
    !is_that_day && (is_numbered || is_named)
}

/// "The 1070 Housing Project".
fn is_project(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let is_long = passage.token(phrase.start).is_some_and(|token| token.text.len() == 4 && !token.text.contains(','));
    is_any(passage.word_before(phrase.start, 1), &["the"])
        && passage.is_digits(phrase.start)
        && is_long
        && phrase.end == phrase.start + 1
        && is_capital(passage.word(phrase.end))
        && is_unheaded(passage, phrase.end)
}

/// "The 313 Brigade".
fn is_formation(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let after = passage.word(phrase.end);
    passage.is_digits(phrase.start) && is_capital(after) && is_any(after, FORMATIONS)
}

/// "Told France 24".
fn is_behind_a_name(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let start = phrase.start;
    let word = passage.word_before(start, 1);
    // "Turkey 3.7 million", "Herat 1,480": no name has such a number.
    let is_short = phrase.end == start + 1 && passage.token(start).is_some_and(|token| !token.text.contains(','));
    // "NH 44 was blocked": a word that opens a sentence may be no name.
    let is_subject = is_any(passage.word(phrase.end), &["was", "is", "has", "had"]) && !is_people(word);
    is_capital(word)
        && is_short
        && passage.is_digits(start)
        && (!passage.opens_sentence(start - 1) || is_subject)
        && !is_any(word, NO_NAMES)
        && !is_harm(word)
        && is_unheaded(passage, phrase.end)
}

/// "Aleppo 12, Idlib 30, Homs 7", "Army 12, police 5": whether the number is one of at least two that
/// stand behind names or people.
fn is_in_a_roll(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    const LONGEST_LABEL: usize = 3;

    let (start, end) = (phrase.start, phrase.end);
    let is_label = |at: usize| {
        let word = passage.word(at);
        // "Ward 12, killing 4" is no list.
        is_capital(word) || is_people(word) || (is_harm(word) && !word.ends_with("ing")) || is_any(word, &["unknown"])
    };
    let is_comma = |at: usize| [',', ';', '&'].into_iter().any(|sign| passage.is_sign(at, sign));
    // "Battalion 12, Brigade 7" and "Unit 8200, Shayetet 13" are no rolls; "Army 12, police 5" is one.
    let refers = |at: usize| {
        DESIGNATIONS.contains(&passage.word(at))
            || is_noun(passage.word(at), REFERENCES)
            || is_noun(passage.word(at), NUMBERED)
    };
    let is_item = |label: usize, number: usize| {
        passage.is_digits(number)
            && !passage.is_sign(number + 1, '/')
            && (label..number).all(is_label)
            && !refers(number - 1)
            && (!refers(start - 1) || !is_capital(passage.word(number - 1)))
            && is_unheaded(passage, number + 1)
    };
    let longest = (1..=LONGEST_LABEL).take_while(|n| *n <= start && is_label(start - n)).last().unwrap_or(0);
    if longest == 0 || !passage.is_digits(start) || !is_unheaded(passage, end) {
        return false;
    }
    let is_item_at = |label: usize| (label + 1..=label + LONGEST_LABEL).any(|number| is_item(label, number));
    let is_item_to =
        |number: usize| (1..=LONGEST_LABEL).filter_map(|n| number.checked_sub(n)).find(|label| is_item(*label, number));
    // Two names joined by "and" alone are names: "Ladder 6 and Phantom 14".
    let and = passage.is(end + 1, "and");
    let goes_on = is_comma(end) && is_item_at(end + 1 + usize::from(and));
    let joints = (1..=longest).filter_map(|label| start.checked_sub(label + 1));
    let went_before = joints.into_iter().any(|joint| {
        let is_and = passage.is(joint, "and");
        let comma = joint.checked_sub(1).filter(|at| is_and && is_comma(*at));
        let number = comma.unwrap_or(joint).checked_sub(1).filter(|_| is_and || is_comma(joint));
        number
            .and_then(is_item_to)
            .is_some_and(|label| !is_and || comma.is_some() || label.checked_sub(1).is_some_and(is_comma))
    });
    goes_on
        || went_before
        || (passage.is(end, "and") && start.checked_sub(longest + 1).is_some_and(is_comma) && is_item_at(end + 1))
}

/// "12 Baker Street", "221 Al-Rashid Street", "14, Rue de la Paix".
fn is_address(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    const MOST_TOKENS: usize = 5;

    if !passage.is_digits(phrase.start) || phrase.end != phrase.start + 1 {
        return false;
    }
    let first = phrase.end + usize::from(passage.is_sign(phrase.end, ','));
    if is_capital(passage.word(first)) && is_any(passage.word(first), &["rue", "via", "calle", "rua", "boulevard"]) {
        return true;
    }
    let is_of_a_name = |at: usize| is_capital(passage.word(at)) || passage.token(at).is_some_and(Token::is_hyphen);
    let street = (phrase.end + 1..phrase.end + MOST_TOKENS).find(|at| is_any(passage.word(*at), STREETS));
    street.is_some_and(|street| {
        // In a headline all words have capitals: "12 Wall Street Workers Held".
        (phrase.end..street).all(is_of_a_name) && head(passage, street + 1) != Head::People
    })
}

const STREETS: &[&str] = &["street", "avenue", "road", "lane", "boulevard", "square"];

/// Whether a capitalised number word inside a sentence belongs to a name: "the
/// Five Eyes", "Six-Day War". In a headline all words have capitals.
pub(super) fn is_capital_name(passage: &Passage<'_>, phrase: &Phrase) -> bool {
    let word = passage.word(phrase.start);
    let before = passage.word_before(phrase.start, 1);
    let is_after_article = is_any(before, &["the", "of"]);
    // "The Birmingham Six", but "The Army Kills Six".
    let is_of_the = is_any(passage.word_before(phrase.start, 2), &["the"]) && !is_harm(before) && !is_people(before);
    is_capital(word)
        && word.chars().any(char::is_lowercase)
        && phrase.core == phrase.start
        && !passage.opens_sentence(phrase.start)
        && (!is_capital(before) || is_after_article || is_of_the)
        && !head(passage, phrase.end).is_counted()
        && (is_capital(passage.word(phrase.end)) || is_after_article || (is_of_the && is_capital(before)))
}

/// "No. 5", "Nos. 5", "N° 5", "p. 5", "#5".
fn is_numbered(passage: &Passage<'_>, start: usize) -> bool {
    let Some(sign) = start.checked_sub(1).filter(|_| passage.is_digits(start)) else {
        return false;
    };
    let marked = ['.', '°', 'º'].into_iter().any(|mark| passage.is_sign(sign, mark));
    let word = passage.word_before(start, if marked { 2 } else { 1 });
    let is_abbreviation = is_any(word, &["nos", "nr", "para", "vol", "pp"])
        || (marked && is_any(word, &["n", "p", "art", "fig", "sec", "ch", "brgy", "bldg", "apt", "blk"]))
        // "Were there survivors? No. 20 people died."
        || (is_any(word, &["no"]) && !head(passage, start + 1).is_counted());
    is_abbreviation || passage.is_sign(sign, '#') || passage.is_sign(sign, '§')
}

/// Whether no noun, and no verb in the plural, claims the number.
fn is_unheaded(passage: &Passage<'_>, end: usize) -> bool {
    claims(passage, end) == Head::Other
}

/// What claims the number that ends before an index: its head, but for a verb
/// whose subject the number's name is, "Engine 14 rescued seven", "room 102
/// held none".
fn claims(passage: &Passage<'_>, end: usize) -> Head {
    match head(passage, end) {
        Head::Harm if matches!(Candidate::at(passage, end + 1), Candidate::Count(_)) => Head::Other,
        head => head,
    }
}

/// Without a noun behind it, a number after these is theirs: "on day five",
/// "between weeks 12 and 16".
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "day", "week", "house", "apartment", "flat", "ward", "cell", "block", "sector", "lot", "vehicle", "season",
    "episode", "update", "engine", "ladder", "case", "witness", "bay", "door", "gate", "berth", "dock", "seat", "row",
    "level", "floor", "pump", "reactor", "shaft", "pit", "track", "tent", "score", "stop", "hut", "barrack", "hangar",
    "slide", "well", "borehole", "table", "court", "group", "arm", "stage", "point", "amendment", "pen", "patient",
    "boat", "car", "lap", "lifeboat", "panel", "plate", "face", "entry", "box", "exhibit", "grave", "household", "ext",
    "extension", "process", "size", "flap", "pulse", "studio", "windows", "plot", "heat", "round", "lesson", "figure",
    "bin", "bed", "book", "folder", "sheet", "map", "move", "game", "turret", "buoy", "battery", "train", "bus",
];

/// After these a number refers, whatever their case.
#[rustfmt::skip]
const REFERENCES: &[&str] = &[
    "resolution", "article", "chapter", "paragraph", "page", "section", "clause", "annex", "phase", "flight", "route",
    "highway", "decree", "number", "magnitude", "version", "category", "footnote", "appendix", "protocol", "verse",
    "channel", "room", "lane", "step", "volume", "item", "case", "incident", "interstate", "gate", "exit", "grade",
    "line", "junction", "platform", "kilometre", "kilometer", "km", "mile", "milepost",
];

/// After these with a capital a number designates.
#[rustfmt::skip]
const DESIGNATIONS: &[&str] = &[
    "Battalion", "Battalions", "Brigade", "Brigades", "Division", "Divisions", "Unit", "Units", "Regiment",
    "Company", "Corps", "Squadron", "Squad", "Platoon", "Sector", "Zone", "Area", "Camp", "Base",
    "Checkpoint", "Post", "Vehicle", "Engine", "Ladder", "Lot", "Season", "Episode", "Count", "Update", "Station", "Building", "Block", "Ward", "Cell", "Bloc", "Wing", "Tower", "Terminal",
    "Hill", "Point", "Site", "District", "Region", "Street", "Avenue", "Road", "Square", "Team", "Force",
    "War", "Operation", "Group", "Tunnel", "Bridge", "Pier", "Berth", "Boeing", "Airbus", "Type", "Model",
    "Mark", "Tier", "Class", "Level", "Stage", "Part", "Table", "Figure", "Exhibit", "File", "Law", "Act",
    "Rule", "Order", "Bill", "Title", "Schedule", "Form", "Question", "Day", "Week", "Year", "Top", "Apollo",
    "Psalm", "Genesis", "Group", "Track", "Directorate", "Bureau", "Department", "Office", "Unidentified",
    "Liwa", "Fauj", "Fawj", "Katiba", "Katibat", "Firqa", "Army", "Fleet", "Front", "Axis", "Rangers", "Formula", "Agenda", "Vision", "Photo", "Storm", "Nationale", "Nacional", "Autoroute", "Autobahn", "Motorway",
];

/// Before these with a capital a number is theirs.
#[rustfmt::skip]
const FORMATIONS: &[&str] = &[
    "Battalion", "Brigade", "Division", "Regiment", "Corps", "Squadron", "Platoon", "Commando", "Airborne", "Div",
    "Bde", "Pltn", "Pln", "Plt", "Bn", "Regt", "Sqn", "Coy", "Cdo", "Inf", "Armd", "Mech", "Para", "Cav",
];

/// Words with a capital that are no names: they begin sentences and headlines.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "The", "A", "An", "These", "Those", "All", "Another", "Of", "In", "On", "At", "And", "But", "Or", "With",
    "While", "Among", "By", "To", "From", "For", "After", "Before", "As", "Over", "Under", "About", "Around",
    "Nearly", "Almost", "Some", "Up", "Than", "Least", "Leaving", "Leaves", "Leave", "Left", "Claims",
    "Claim", "Hits", "Hit", "Tops", "Reaches", "Reach", "Rises", "Rose", "Find", "Finds", "Found", "Lose",
    "Loses", "Lost", "Destroy", "Destroys", "Destroyed", "Rescued", "Frees", "Release", "Releases",
    "Released", "Returns", "Returned", "Seize", "Seizes", "Seized", "Sees", "Shot", "Shoots", "Including",
    "Total", "Toll", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Only",
    "Just", "Other", "Further", "Between", "Is", "Are", "Was", "Were", "Has", "Have", "Had", "Attack",
    "Attacks", "Strike", "Strikes", "Bombing", "Blast", "I", "He", "She", "They", "We", "It", "There", "Its",
    "Their", "His", "Her", "Our", "When", "Where", "Then", "That", "This", "Also",
];

#[cfg(test)]
mod tests {
    use super::{is_of_a_name, is_part_of_a_word};
    use crate::text::passage::Passage;
    use crate::text::phrase::{Candidate, Phrase};

    /// The first number in a text.
    fn first(passage: &Passage<'_>) -> Option<Phrase> {
        (0..passage.len()).filter(|at| !passage.is(*at, "no")).find_map(|at| match Candidate::at(passage, at) {
            Candidate::Count(phrase) => Some(phrase),
            _ => None,
        })
    }

    #[test]
    fn parts_of_words_are_no_counts() {
        let parts = [
            "F-16", "MQ-9 drone", "the 93rd Brigade", "155mm", "12-year-old", "13:53", "9/11", "24/7", "(1) Attack",
            "2022-01-21", "$5", "5- and 6-year-olds", "21/01/2022", "M5", "Covid-19", "page_7", "the 1990s", "2014's",
            "+963 11 555", "one-to-one", "two-thirds", "mid-2014", "4(a)", "6'4", "T-72s",
        ];
        for text in parts {
            let passage = Passage::new(text);
            assert!(first(&passage).is_some_and(|phrase| is_part_of_a_word(&passage, &phrase)), "{text}");
        }
        let counts = [
            "(+1,030)", "40 killed/11 hurt", "[size=50]", "9,000-strong", "three-member", "50-odd", "(34)", "20-30",
            "-20 killed", "20, 30", "[20 killed]",
        ];
        for text in counts {
            let passage = Passage::new(text);
            assert!(first(&passage).is_some_and(|phrase| !is_part_of_a_word(&passage, &phrase)), "{text}");
        }
    }

    #[test]
    fn numbers_after_names_are_theirs() {
        let names = [
            "under Resolution 2254", "the Battalion 12 base", "see No. 5", "told France 24", "flight 752",
            "World War Two", "a Boeing 737 crashed", "N° 328", "on day five, hopes faded", "the 1070 Housing Project",
            "in house 14 and", "graves 12 and", "near km 14",
        ];
        for text in names {
            let passage = Passage::new(text);
            assert!(first(&passage).is_some_and(|phrase| is_of_a_name(&passage, &phrase)), "{text}");
        }
        let counts = ["told AFP 12 prisoners", "Kills 1, Wounds 8", "in Syria 20 were killed", "on Sunday 23 had"];
        for text in counts {
            let passage = Passage::new(text);
            assert!(first(&passage).is_some_and(|phrase| !is_of_a_name(&passage, &phrase)), "{text}");
        }
    }
}
