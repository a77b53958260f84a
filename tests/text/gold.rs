//! The counts that a careful reader underlines in wire reports.

use corroborate::Lexicon;
use corroborate::text::find_counts;

/// Where a count begins, its text, what a hedge apart from it makes of it, and
/// what it can mean, if that is marked.
type Mark = (usize, String, Option<String>);

/// A sentence without its marks, and what is marked in it with the readings
/// that are.
fn unmarked(line: &str) -> (String, Vec<Mark>, Vec<(usize, String)>) {
    let mut sentence = String::new();
    let (mut marked, mut readings) = (Vec::new(), Vec::new());
    let mut parts = line.split('{');
    sentence.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (mark, rest) = part.split_once('}').expect("every brace closes");
        let (said, inferred) = mark.split_once('|').map_or((mark, None), |(said, i)| (said, Some(i.to_owned())));
        let (said, reading) = said.split_once('=').map_or((said, None), |(said, reading)| (said, Some(reading)));
        readings.extend(reading.map(|reading| (sentence.len(), reading.to_owned())));
        marked.push((sentence.len(), said.to_owned(), inferred));
        sentence.push_str(said);
        sentence.push_str(rest);
    }
    (sentence, marked, readings)
}

/// Where each count begins, and its lowest and highest reading.
fn read(sentence: &str) -> Vec<(usize, String)> {
    let lexicon = Lexicon::logical();
    find_counts(sentence)
        .map(|found| {
            let interval = lexicon.read_count(found.count()).interval();
            let high = interval.high().get().map_or_else(String::new, |high| high.to_string());
            (found.span().start, format!("{}..{high}", interval.low()))
        })
        .collect()
}

fn found(sentence: &str) -> Vec<Mark> {
    find_counts(sentence)
        .map(|found| {
            let inferred = found.inferred().map(|inferred| inferred.count().to_string());
            (found.span().start, found.count().to_string(), inferred)
        })
        .collect()
}

/// The lines of a file with marks, with the section that each stands in.
fn lines(file: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut section = "";
    file.lines().filter_map(move |line| {
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        }
        (!line.is_empty() && !line.starts_with('#')).then_some((section, line))
    })
}

const REPORTS: &str = include_str!("../data/reports.txt");

/// The sections of what is known to go wrong.
const WRONG: [&str; 2] = ["missed", "found"];

#[test]
fn a_careful_reader_underlines_the_same() {
    let (mut sentences, mut phrases, mut false_finds, mut misses) = (0, 0, Vec::new(), Vec::new());
    for (section, line) in lines(REPORTS).filter(|(section, _)| !WRONG.contains(section)) {
        let (sentence, marked, readings) = unmarked(line);
        let found = found(&sentence);
        let read = read(&sentence);
        assert!(readings.iter().all(|reading| read.contains(reading)), "{section}: {read:?} in {line}");
        sentences += 1;
        phrases += marked.len();
        false_finds
            .extend(found.iter().filter(|f| !marked.contains(f)).map(|f| format!("{section}: {f:?} in {sentence}")));
        misses.extend(marked.iter().filter(|m| !found.contains(m)).map(|m| format!("{section}: {m:?} in {sentence}")));
    }
    println!("{sentences} sentences, {phrases} phrases");
    assert!(sentences >= 1_700 && phrases >= 2_400);
    assert!(
        false_finds.is_empty() && misses.is_empty(),
        "{} false finds:\n{}\n{} misses:\n{}",
        false_finds.len(),
        false_finds.join("\n"),
        misses.len(),
        misses.join("\n")
    );
}

#[test]
fn what_goes_wrong_is_known() {
    for (section, line) in lines(REPORTS).filter(|(section, _)| WRONG.contains(section)) {
        let (sentence, marked, _) = unmarked(line);
        let found = found(&sentence);
        assert!(marked.iter().all(|mark| found.contains(mark) == (section == "found")), "{section}: {line}");
    }
}
