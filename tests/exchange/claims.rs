//! Plain CSV and JSON Lines: what goes out comes in again.
#![cfg(feature = "exchange")]

use crate::read::gathered;
use corroborate::exchange::{ClaimTable, EstimateTable, Format, Gathering, HxlTable, Imported, JsonLines, Rows};
use corroborate::{Dossier, LeastDissent, Question};

const DOSSIER: &str = r#"{
  "parties": [{"id": "sdf", "name": "SDF", "opposes": ["is"], "allies": ["coalition"]}, {"id": "is", "name": "IS"},
              {"id": "coalition", "name": "Coalition"}],
  "sources": [{"id": "osdh", "name": "Observatory, \"SOHR\"", "kind": "monitor", "basis": "documented", "reliability": "B"},
              {"id": "sdf-press", "name": "SDF press", "kind": "belligerent", "party": "sdf"}],
  "groups": [{"id": "all", "name": "All dead"},
             {"id": "is-fighters", "name": "IS fighters", "part_of": "all", "party": "is", "status": "combatant"},
             {"id": "civilians", "name": "Civilians", "part_of": "all", "status": "civilian", "exhaustive": true}],
  "events": [{"id": "offensive", "name": "Offensive"},
             {"id": "ghwayran", "name": "Ghwayran", "place": "Hasakah, Syria", "start": "2022-01-20", "end": "2022-01-30",
              "settled": "2022-02-06T12:00:00Z", "part_of": "offensive", "perpetrator": "is", "exhaustive": true}],
  "claims": [
    {"id": "c1", "event": "ghwayran", "group": "is-fighters", "outcome": "killed", "count": "at least 39",
     "source": "osdh", "relayed_by": ["afp", "Le Monde"], "as_of": "2022-01-21", "published": "2022-01-21T22:00:00Z",
     "quote": " At least 39,\n\"they\" said ", "url": "https://example.org/?a=1,2"},
    {"id": "c2", "event": "ghwayran", "group": "is-fighters", "outcome": "killed", "count": "1,500",
     "source": "sdf-press", "as_of": "2022-01-23T10:00:00Z", "since": "2022-01-21", "retracted": "2022-02-01",
     "basis": "estimated", "interest": "maximise", "perpetrator": "sdf", "credibility": 3, "anonymous": true,
     "supersedes": ["c1"]},
    {"id": "c3", "event": "ghwayran", "group": "all", "outcome": "displaced", "count": "several thousand",
     "source": "osdh", "as_of": "2022-01-24"}]
}"#;

fn offensive() -> Dossier {
    serde_json::from_str(DOSSIER).unwrap_or_else(|e| panic!("{e}"))
}

fn read(format: Format, text: &[u8]) -> Vec<Imported> {
    Rows::new(format, text).map(|row| row.unwrap_or_else(|faults| panic!("{faults}"))).collect()
}

fn refused(format: Format, text: &str) -> Vec<String> {
    Rows::new(format, text.as_bytes()).filter_map(Result::err).map(|faults| faults.to_string()).collect()
}

#[test]
fn a_dossier_is_the_same_from_json_lines() {
    let mut lines = JsonLines::new(Vec::new());
    lines.dossier(&offensive()).unwrap_or_else(|e| panic!("{e}"));
    let text = lines.into_inner();
    assert_eq!(text.split(|&byte| byte == b'\n').count(), 13 + 1);
    assert_eq!(gathered(read(Format::JsonLines, &text)), offensive());
    let backwards: Vec<&[u8]> = text.split(|&byte| byte == b'\n').rev().collect();
    assert_eq!(gathered(read(Format::JsonLines, &backwards.join(&b"\r\n"[..]))), offensive());
}

#[test]
fn claims_are_the_same_from_plain_csv() {
    let dossier = offensive();
    let mut table = ClaimTable::new(Vec::new());
    let mut row = Imported::default();
    row.claims.extend_from_slice(dossier.claims());
    assert_eq!(table.imported(&row).unwrap_or_else(|e| panic!("{e}")), []);
    let text = table.finish().unwrap_or_else(|e| panic!("{e}"));
    let rows = read(Format::Csv, &text);
    let claims: Vec<_> = rows.iter().flat_map(|row| &row.claims).cloned().collect();
    assert_eq!(claims, dossier.claims());
}

#[test]
fn what_is_declared_takes_the_place_of_what_is_named() {
    let table = "event,group,outcome,count,source,as_of\nghwayran,all,killed,70,osdh,2022-01-22\n";
    let mut gathering = Gathering::declaring(offensive().into());
    for row in read(Format::Csv, table.as_bytes()) {
        gathering.add(row).unwrap_or_else(|faults| panic!("{faults}"));
    }
    let (both, faults) = gathering.finish();
    assert_eq!(faults, []);
    assert_eq!(both.claims().len(), 4);
    assert_eq!(both.sources(), offensive().sources());
    let alone = gathered(read(Format::Csv, table.as_bytes()));
    assert_eq!(alone.sources()[0].kind(), corroborate::SourceKind::Other);
    assert_eq!(alone.events()[0].name(), "ghwayran");
    assert_eq!(alone.claims()[0].id().as_str(), "ghwayran/all/killed/osdh/2022-01-22#3ce177b7");
}

#[test]
fn a_row_that_declares_something_else_under_a_known_id_is_refused() {
    let table = "id,event,group,outcome,count,source,as_of\n\
                 c1,e,g,killed,7,s,2022-01-22\nc1,e,g,killed,7,s,2022-01-22\nc1,e,g,killed,8,s,2022-01-22\n";
    let mut gathering = Gathering::new();
    let added: Vec<Result<(), String>> = read(Format::Csv, table.as_bytes())
        .into_iter()
        .map(|row| gathering.add(row).map_err(|f| f.to_string()))
        .collect();
    let fault = "4:1: the id \"c1\" stands for two different claims: here and on line 2";
    assert_eq!(added, [Ok(()), Ok(()), Err(fault.to_owned())]);
    assert_eq!(gathering.finish().0.claims().len(), 1);
}

#[test]
fn what_cannot_be_together_is_left_out_and_all_else_stays() {
    let mut table = "id,event,group,outcome,count,source,as_of,supersedes\n".to_owned();
    table.extend((0..5_000).map(|n| format!("c{},e,g,killed,7,s,2022-01-22,c{n}\n", n + 1)));
    table.push_str("d,e,g,killed,7,s,2022-01-22,\n");
    let mut gathering = Gathering::new();
    for row in read(Format::Csv, table.as_bytes()) {
        assert!(gathering.add(row).is_ok());
    }
    let (dossier, faults) = gathering.finish();
    assert_eq!(dossier.claims().len(), 1);
    assert_eq!(faults.len(), 5_000, "the first supersedes a claim that is not there, the others one another");
    assert_eq!(faults[0].to_string(), "2:1: claims (c1).supersedes: there is no claim \"c0\"");
    assert_eq!(faults[4_999].to_string(), "5001:1: claims (c5000).supersedes: there is no claim \"c4999\"");
}

#[test]
fn what_names_a_record_that_is_left_out_is_left_out_too_whatever_names_it() {
    let lines = r#"{"party": {"id": "a", "name": "A", "opposes": ["nobody"]}}
{"party": {"id": "b", "name": "B", "allies": ["a"]}}
{"source": {"id": "s", "name": "S", "kind": "media", "party": "b"}}
{"source": {"id": "t", "name": "T", "kind": "media"}}
{"group": {"id": "g", "name": "G"}}
{"group": {"id": "h", "name": "H", "part_of": "i"}}
{"group": {"id": "i", "name": "I", "party": "b"}}
{"event": {"id": "e", "name": "E"}}
{"event": {"id": "f", "name": "F", "perpetrator": "a"}}
{"event": {"id": "k", "name": "K", "part_of": "f"}}
{"claim": {"id": "c1", "event": "k", "group": "g", "outcome": "killed", "count": "7", "source": "t", "as_of": "2022-01-21"}}
{"claim": {"id": "c2", "event": "e", "group": "h", "outcome": "killed", "count": "7", "source": "t", "as_of": "2022-01-21"}}
{"claim": {"id": "c3", "event": "e", "group": "g", "outcome": "killed", "count": "7", "source": "s", "as_of": "2022-01-21"}}
{"claim": {"id": "c4", "event": "e", "group": "g", "outcome": "killed", "count": "7", "source": "t", "as_of": "2022-01-21",
  "perpetrator": "b"}}
{"claim": {"id": "c5", "event": "e", "group": "g", "outcome": "killed", "count": "8", "source": "t", "as_of": "2022-01-22"}}
"#;
    let lines = lines.replace("\n  \"perpetrator\"", " \"perpetrator\"");
    let mut gathering = Gathering::new();
    for row in read(Format::JsonLines, lines.as_bytes()) {
        assert!(gathering.add(row).is_ok());
    }
    let (dossier, faults) = gathering.finish();
    assert_eq!(dossier.claims().iter().map(|claim| claim.id().as_str()).collect::<Vec<_>>(), ["c5"]);
    let mut found: Vec<String> = faults.iter().map(ToString::to_string).collect();
    found.sort_by_key(|fault| fault.split(':').next().and_then(|line| line.parse::<u32>().ok()));
    assert_eq!(
        found,
        [
            "1:1: parties (a).opposes: there is no party \"nobody\"",
            "2:1: parties (b).allies: there is no party \"a\"",
            "3:1: sources (s).party: there is no party \"b\"",
            "6:1: groups (h).part_of: there is no group \"i\"",
            "7:1: groups (i).party: there is no party \"b\"",
            "9:1: events (f).perpetrator: there is no party \"a\"",
            "10:1: events (k).part_of: there is no event \"f\"",
            "11:1: claims (c1).event: there is no event \"k\"",
            "12:1: claims (c2).group: there is no group \"h\"",
            "13:1: claims (c3).source: there is no source \"s\"",
            "14:1: claims (c4).perpetrator: there is no party \"b\"",
        ]
    );
}

#[test]
fn every_fault_of_a_claim_is_listed_with_its_column() {
    let table = "id,event,group,outcome,count,source,relayed_by,as_of,since,published,credibility,anonymous,low\n\
                 c1,,g,slain,lots,s,a; s,2022-01-22,2022-01-23,2022-01-01,7,perhaps,-1\n";
    assert_eq!(
        refused(Format::Csv, table),
        ["2:2: event: expected an event, found nothing\n\
          2:4: outcome: \"slain\" is not one of killed, wounded, casualties, missing, abducted, detained, surrendered, \
          displaced, escaped, freed, returned, held, strength; did you mean killed?\n\
          2:5: count: cannot read the count \"lots\": unexpected \"lots\" at byte 0, expected a count\n\
          2:11: credibility: \"7\" is not one of 1, 2, 3, 4, 5, 6\n\
          2:12: anonymous: \"perhaps\" is not one of true, yes, 1, x, false, no, 0\n\
          2:13: low: expected a whole number, found \"-1\""]
    );
    let many = "a;".repeat(5000);
    let table = format!("event,group,outcome,count,source,relayed_by,as_of\ne,g,killed,7,s,{many},2022-01-22\n");
    assert_eq!(refused(Format::Csv, &table), ["2:6: relayed_by: more than 4096 items in one list"]);
    let table = "id,event,group,outcome,count,source,relayed_by,as_of,since,published\n\
                 c1,e,g,held,7,s,a; s,2022-01-22,2022-01-23,2022-01-01\n";
    assert_eq!(
        refused(Format::Csv, table),
        ["2:7: claims (c1).relayed_by: the source is relayed by itself, found \"s\"\n\
          2:9: claims (c1).since: since 2022-01-23, for a count that can fall: only a toll that adds up has increments\n\
          2:9: claims (c1).since: since 2022-01-23, which is not before the moment it is as of, 2022-01-22\n\
          2:10: claims (c1).published: published on 2022-01-01, before the day it is as of, 2022-01-22"]
    );
}

#[test]
fn a_column_that_is_not_read_is_named() {
    let table = "event,group,outcome,count,source,as_of,notes\ne,g,killed,7,s,2022-01-22,x\n";
    let mut rows = Rows::new(Format::Csv, table.as_bytes());
    assert!(rows.next().is_some_and(|row| row.is_ok()));
    assert_eq!(rows.unread(), [(7, "notes".to_owned())]);
}

#[test]
fn a_row_of_figures_alone_needs_no_source() {
    let table = "event,group,outcome,count,source,as_of,low,best,high,role\n\
                 e,g,killed,,,,2,3,4,conceded\ne,g,killed,,,,,,,\n";
    let rows: Vec<_> = Rows::new(Format::Csv, table.as_bytes()).collect();
    let published = &rows[0].as_ref().unwrap_or_else(|f| panic!("{f}")).published[0];
    assert_eq!((published.low, published.best, published.high), (Some(2), Some(3), Some(4)));
    assert_eq!(published.role, corroborate::exchange::Role::Conceded);
    let faults = rows[1].as_ref().map_err(ToString::to_string).err();
    let expected = "3:4: count: expected a count, found nothing\n3:5: source: expected a source, found nothing\n\
                    3:6: as_of: expected a date or an instant, found nothing";
    assert_eq!(faults.as_deref(), Some(expected));
}

#[test]
fn json_lines_list_each_fault_and_go_on() {
    let text = "{\"group\": {\"id\": \"g\", \"name\": \"G\"}}\n\
                {\"claim\": {\"id\": \"c1\", \"event\": \"e\", \"group\": \"g\", \"outcome\": \"slain\", \
                 \"count\": \"lots\", \"source\": \"s\", \"as_of\": \"2022-01-21\"}}\n\
                not json\n\
                {\"people\": {}}\n\
                {\"group\": {\"id\": \"h\", \"name\": \"H\"}, \"event\": {}}\n\
                {\"group\": [1, 2]}\n\
                {\"group\": {\"id\": \"h\"\n\
                {\"group\": {\"id\": \"h\", \"name\": \"H\"}}";
    let rows: Vec<_> = Rows::new(Format::JsonLines, text.as_bytes()).collect();
    let faults: Vec<String> = rows.iter().filter_map(|row| row.as_ref().err()).map(ToString::to_string).collect();
    assert_eq!(rows.iter().flatten().map(|row| row.line).collect::<Vec<_>>(), [1, 8]);
    assert_eq!(
        faults,
        [
            "2:52: claims (c1).outcome: \"slain\" is not one of killed, wounded, casualties, missing, abducted, \
             detained, surrendered, displaced, escaped, freed, returned, held, strength; did you mean killed?\n\
             2:72: claims (c1).count: cannot read the count \"lots\": unexpected \"lots\" at byte 0, expected a count",
            "3:2: expected ident",
            "4:9: \"people\" is not one of party, source, group, event, claim",
            "5:43: invalid length 2, expected one thing: {\"party\": {…}}, {\"source\": …}, {\"group\": …}, \
             {\"event\": …} or {\"claim\": …}",
            "6:1: groups: expected a record, found a list of 2",
            "7:20: EOF while parsing an object",
        ]
    );
}

#[test]
fn json_lines_name_the_byte_that_is_not_utf_8() {
    let rows: Vec<_> = Rows::new(Format::JsonLines, &b"{\"group\": {\"id\": \"\xe9\"}}\n"[..]).collect();
    let faults = rows[0].as_ref().map_err(ToString::to_string).err();
    assert_eq!(faults.as_deref(), Some("1:19: expected UTF-8, found the byte 0xe9"));
}

#[test]
fn estimates_go_out_and_what_had_no_place_is_returned() {
    let dossier = offensive();
    let policy = LeastDissent::new();
    let reconciled = dossier.reconcile(&Question::new(), policy);
    let (mut plain, mut lines) = (EstimateTable::new(Vec::new()), JsonLines::new(Vec::new()));
    let mut left_out = Vec::new();
    for estimate in reconciled.estimates() {
        left_out.extend_from_slice(plain.estimate(estimate).unwrap_or_else(|e| panic!("{e}")));
        lines.line(estimate).unwrap_or_else(|e| panic!("{e}"));
    }
    let count = reconciled.estimates().len();
    let text = plain.finish().unwrap_or_else(|e| panic!("{e}"));
    let mut reader = csv::Reader::from_reader(&text[..]);
    assert_eq!(reader.records().flatten().count(), count);
    assert!(left_out.iter().any(|lost| lost.to_string().contains("the ladder")));
    for line in String::from_utf8_lossy(&lines.into_inner()).lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}"));
        assert!(value["grade"].is_string());
    }
    let mut table = HxlTable::new(Vec::new());
    let left_out = table.estimates(&dossier, reconciled.estimates()).unwrap_or_else(|e| panic!("{e}"));
    assert!(left_out.iter().any(|other| other.to_string().contains("a range without end")));
    let text = table.finish().unwrap_or_else(|e| panic!("{e}"));
    let again = read(Format::Hxl, &text);
    let low: u64 = again.iter().flat_map(|row| &row.published).filter_map(|published| published.low).sum();
    assert_eq!(low, reconciled.estimates().iter().map(corroborate::Estimate::low).sum::<u64>());
}

/// A claim's fields are all that the table has: who belongs to whom is told as left out.
#[test]
fn what_a_claims_table_cannot_declare_is_returned() {
    let lines = r#"{"party": {"id": "army", "name": "Army", "opposes": ["rebels"]}}
{"party": {"id": "rebels", "name": "rebels"}}
{"source": {"id": "spokesman", "name": "spokesman", "kind": "belligerent", "party": "rebels"}}
{"source": {"id": "wire", "name": "wire", "kind": "other"}}
{"group": {"id": "soldiers", "name": "soldiers", "party": "army"}}
{"event": {"id": "raid", "name": "raid"}}
{"claim": {"id": "c", "event": "raid", "group": "soldiers", "outcome": "killed", "count": "30", "source": "spokesman", "as_of": "2022-01-21"}}"#;
    let mut table = ClaimTable::new(Vec::new());
    let mut left_out = Vec::new();
    for row in read(Format::JsonLines, lines.as_bytes()) {
        left_out.extend_from_slice(table.imported(&row).unwrap_or_else(|e| panic!("{e}")));
    }
    let told: Vec<String> = left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "parties (army): no place for what is declared of parties but their ids: names, opponents and allies",
            "sources (spokesman): no place for what is declared of sources but their ids: names, kinds, parties, bases \
             and grades",
            "groups (soldiers): no place for what is declared of groups but their ids: names, wholes, parties and status",
        ]
    );
}
