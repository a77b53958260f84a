//! SQL over claims answers what the library answers, in one process and on two workers.

mod common;

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use common::{Tested, Worker, answers, csv, declared, digest, file, war};
use corroborate::{Claim, Dossier, Draft, Outcome};
use corroborate_datafusion::digest::Digest;
use corroborate_datafusion::{Line, cluster, session, table};
use datafusion::arrow::array::AsArray;
use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::prelude::SessionContext;

/// The SQL of the README, in its order: ranges, reconciled, guards.
fn recipes() -> Vec<&'static str> {
    include_str!("../README.md").split("```sql\n").skip(1).filter_map(|block| block.split("```").next()).collect()
}

/// The quantity of a claim, by which claims that stand alone are grouped.
const QUANTITY: &str = "event, \"group\", outcome";

/// Every column of the answers of `casualty_range` to claims grouped by these columns.
fn ranges(by: &str) -> String {
    let fields = table(&[]);
    let fields = fields.fields().iter().map(|field| format!("get_field(r, '{0}') AS \"{0}\"", field.name()));
    format!(
        "SELECT {} FROM (SELECT casualty_range(id, event, \"group\", outcome, source, count, as_of, published) AS r \
         FROM claims GROUP BY {by})",
        fields.collect::<Vec<_>>().join(", ")
    )
}

/// For each group of claims the answer of a dossier that has no others.
fn each_alone<K: Ord>(dossier: &Dossier, by: impl Fn(&Claim) -> K) -> Tested<Vec<Line>> {
    let mut groups = BTreeMap::new();
    for claim in dossier.claims() {
        groups.entry(by(claim)).or_insert_with(Vec::new).push(claim.clone());
    }
    let mut lines = Vec::new();
    for claims in groups.into_values() {
        let quantity = claims[0].quantity();
        let alone = with_claims(dossier, claims)?;
        lines.extend(answers(&alone).into_iter().filter(|line| line.estimate.quantity() == &quantity));
    }
    Ok(lines)
}

fn with_claims(dossier: &Dossier, claims: Vec<Claim>) -> Tested<Dossier> {
    let mut draft = Draft::new();
    dossier.parties().iter().for_each(|party| _ = draft.add_party(party.clone()));
    dossier.sources().iter().for_each(|source| _ = draft.add_source(source.clone()));
    dossier.groups().iter().for_each(|group| _ = draft.add_group(group.clone()));
    dossier.events().iter().for_each(|event| _ = draft.add_event(event.clone()));
    claims.into_iter().for_each(|claim| _ = draft.add_claim(claim));
    Ok(draft.check()?)
}

async fn ask(context: &SessionContext, sql: &str) -> Tested<Digest> {
    Ok(Digest::of(&context.sql(sql).await?.collect().await?)?)
}

#[tokio::test]
async fn one_process_and_two_workers_answer_as_the_library() -> Tested {
    let war = war(3_000)?;
    let (path, declared) = declared(&war, "agree.json")?;
    let claims = file("agree.csv", &csv(war.claims()))?;
    let workers = [Worker::start(&path)?, Worker::start(&path)?];
    let embedded = session(SessionContext::new().state(), &declared, &claims).await?;
    let spread = cluster::client(&declared, &claims, &workers.each_ref().map(|worker| worker.port)).await?;
    let cases = [
        (ranges(QUANTITY), digest(&each_alone(&war, Claim::quantity)?)?),
        ("SELECT * FROM reconcile('claims')".to_owned(), digest(&answers(&war))?),
    ];
    for (sql, expected) in cases {
        assert!(expected.lines > 500, "{expected}");
        assert_eq!(ask(&embedded, &sql).await?, expected, "{sql}");
        assert_eq!(ask(&spread, &sql).await?, expected, "{sql}");
        let plan = cluster::plan(&spread, &sql).await?;
        assert!(plan.contains("=> NetworkShuffleExec"), "it runs on the workers: {plan}");
    }
    for sql in recipes() {
        assert_eq!(ask(&embedded, sql).await?, ask(&spread, sql).await?, "{sql}");
    }
    Ok(())
}

#[tokio::test]
async fn the_order_of_rows_and_files_does_not_matter() -> Tested {
    let war = war(1_000)?;
    let (_, declared) = declared(&war, "order.json")?;
    let backwards = file("backwards.csv", &csv(war.claims().iter().rev()))?;
    let context = session(SessionContext::new().state(), &declared, &backwards).await?;
    let folder = concat!(env!("CARGO_TARGET_TMPDIR"), "/parts/");
    _ = std::fs::remove_dir_all(folder);
    let spread = context
        .sql("SELECT * FROM claims")
        .await?
        .repartition(datafusion::logical_expr::Partitioning::RoundRobinBatch(3))?;
    spread.write_parquet(folder, DataFrameWriteOptions::new(), None).await?;
    let parts = session(SessionContext::new().state(), &declared, folder).await?;
    for sql in [&ranges(QUANTITY)[..], "SELECT * FROM reconcile('claims')"] {
        assert_eq!(ask(&context, sql).await?, ask(&parts, sql).await?);
    }
    assert_eq!(ask(&parts, "SELECT * FROM reconcile('claims')").await?, digest(&answers(&war))?);
    Ok(())
}

#[tokio::test]
async fn casualties_are_in_play_only_if_a_claim_names_them() -> Tested {
    let war = war(1_000)?;
    let (_, declared) = declared(&war, "play.json")?;
    let context = session(SessionContext::new().state(), &declared, &file("play.csv", &csv(war.claims()))?).await?;
    context.sql("CREATE VIEW others AS SELECT * FROM claims WHERE outcome <> 'casualties'").await?.collect().await?;
    let others = war.claims().iter().filter(|claim| claim.outcome() != Outcome::Casualties).cloned().collect();
    let others = digest(&answers(&with_claims(&war, others)?))?;
    assert_eq!(ask(&context, "SELECT * FROM reconcile('others')").await?, others);
    assert_ne!(ask(&context, "SELECT * FROM reconcile('claims') WHERE outcome <> 'held'").await?, others);
    Ok(())
}

#[tokio::test]
async fn groups_of_rows_do_not_hear_of_one_another() -> Tested {
    let war = war(1_000)?;
    let (_, declared) = declared(&war, "apart.json")?;
    let context = session(SessionContext::new().state(), &declared, &file("apart.csv", &csv(war.claims()))?).await?;
    let apart = each_alone(&war, |claim| (claim.source().clone(), claim.quantity()))?;
    assert_eq!(ask(&context, &ranges(&format!("source, {QUANTITY}"))).await?, digest(&apart)?);
    let none =
        "SELECT casualty_range(id, event, \"group\", outcome, source, count, as_of) IS NULL FROM claims WHERE false";
    let none = context.sql(none).await?.collect().await?;
    assert!(none[0].column(0).as_boolean().value(0), "no rows, no answer");
    Ok(())
}

#[tokio::test]
async fn the_guards_of_the_readme_hold_and_can_fail() -> Tested {
    let war = war(1_000)?;
    let (_, declared) = declared(&war, "guards.json")?;
    let whole = csv(war.claims());
    let repeated = whole.clone() + whole.lines().last().ok_or("no claim")? + "\n";
    for (name, text, holds) in [("whole.csv", &whole, true), ("repeated.csv", &repeated, false)] {
        let context = session(SessionContext::new().state(), &declared, &file(name, text)?).await?;
        let guards = recipes().into_iter().find(|sql| sql.contains("ids_are_unique")).ok_or("no guards")?;
        let answer = context.sql(guards).await?.collect().await?;
        let guards: Vec<bool> = answer[0].columns().iter().map(|column| column.as_boolean().value(0)).collect();
        assert_eq!(guards, [holds, holds, true], "{name}");
    }
    Ok(())
}

#[test]
fn a_worker_killed_in_mid_query_is_an_error_and_never_a_number() -> Tested {
    let war = war(100_000)?;
    let (path, _) = declared(&war, "killed.json")?;
    let claims = file("killed.csv", &csv(war.claims()))?;
    for sql in [&ranges(QUANTITY)[..], "SELECT * FROM reconcile('claims')"] {
        let (stays, goes) = (Worker::start(&path)?, Worker::start(&path)?);
        let mut client = Command::new(env!("CARGO_BIN_EXE_client"));
        client.args([&path[..], &claims, sql, &stays.port.to_string(), &goes.port.to_string()]);
        let client = client.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        goes.kill_in_mid_query()?;
        let answer = client.wait_with_output()?;
        let complaint = String::from_utf8(answer.stderr)?;
        assert_eq!((answer.status.code(), &answer.stdout[..]), (Some(1), &b""[..]), "{complaint}");
        assert!(complaint.lines().count() > 1, "it says why: {complaint}");
    }
    Ok(())
}

#[tokio::test]
async fn a_worker_that_declares_another_dossier_is_refused() -> Tested {
    let war = war(100)?;
    let (_, declared) = declared(&war, "here.json")?;
    let (other, _) = common::declared(&with_another_event(&war)?, "there.json")?;
    let claims = file("here.csv", &csv(war.claims()))?;
    let workers = [Worker::start(&other)?, Worker::start(&other)?];
    let spread = cluster::client(&declared, &claims, &workers.each_ref().map(|worker| worker.port)).await?;
    let error = ask(&spread, &ranges(QUANTITY)).await.map_err(|error| error.to_string()).unwrap_err();
    assert!(error.contains("the client and this worker declare different dossiers"), "{error}");
    Ok(())
}

fn with_another_event(war: &Dossier) -> Tested<Dossier> {
    let mut draft = Draft::from(war.clone());
    draft.add_event(corroborate::Event::new("later".parse()?, "Later"));
    Ok(draft.check()?)
}

#[tokio::test]
async fn a_fault_names_its_claim() -> Tested {
    let (_, declared) = declared(&war(0)?, "faults.json")?;
    let cases = [
        ("c1,e01,all,killed,s02,lots of,2022-01-02,", "claim c1.count: cannot read the count \"lots of\""),
        ("c1,e01,all,killed,s02,,2022-01-02,", "claim c1.count: cannot read the count \"\""),
        ("c1,e99,all,killed,s02,3,2022-01-02,", "claim c1.event: there is no event \"e99\""),
        ("c1,e01,none,killed,s02,3,2022-01-02,", "claim c1.group: there is no group \"none\""),
        ("c1,e01,all,killed,s99,3,2022-01-02,", "claim c1.source: there is no source \"s99\""),
        ("c1,e01,all,slain,s02,3,2022-01-02,", "claim c1.outcome: "),
        ("c1,e01,all,killed,s02,3,2 Jan,", "claim c1.as_of: \"2 Jan\" is not a date"),
        ("c1,e01,all,killed,s02,3,2022-01-02,2022-01-01", "claim c1.published: published on 2022-01-01, before"),
        (",e01,all,killed,s02,3,2022-01-02,", "claim .id: an id may not be empty"),
        (
            "c1,e01,all,killed,s02,3,2022-01-02,\nc1,e01,all,killed,s03,3,2022-01-02,",
            "claim c1: two different rows have this id",
        ),
    ];
    for (rows, says) in cases {
        let claims = file("faults.csv", &format!("{}{rows}\n", csv([])))?;
        let context = session(SessionContext::new().state(), &declared, &claims).await?;
        for sql in [&ranges(QUANTITY)[..], "SELECT * FROM reconcile('claims')"] {
            let error = ask(&context, sql).await.map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|error| error.contains(says)), "{rows}: {error:?}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused() -> Tested {
    let war = war(100)?;
    let (_, declared) = declared(&war, "refused.json")?;
    let context = session(SessionContext::new().state(), &declared, &file("refused.csv", &csv(war.claims()))?).await?;
    context.sql("CREATE VIEW more AS SELECT *, '' AS retracted FROM claims").await?.collect().await?;
    let of_claim = "id, event, \"group\", outcome, source, count, as_of";
    let ungrouped = format!("SELECT casualty_range({of_claim}) FROM claims");
    let distinct = format!("SELECT casualty_range(DISTINCT {of_claim}) FROM claims");
    let by_source = format!("SELECT reconcile_rows({of_claim}) FROM claims GROUP BY source");
    let cases: [(&str, &str); 7] = [
        ("SELECT * FROM reconcile('more')", "reconcile does not read the column \"retracted\""),
        ("SELECT * FROM reconcile('nothing')", "there is no table \"nothing\""),
        ("SELECT * FROM reconcile(3)", "takes the name of a table or view"),
        ("SELECT casualty_range(id, count) FROM claims", "was given 2 arguments"),
        (&ungrouped, "GROUP BY event, \"group\", outcome"),
        (&distinct, "counts once as it is"),
        (&by_source, "GROUP BY root_event(event)"),
    ];
    for (sql, says) in cases {
        let error = ask(&context, sql).await.map_err(|error| error.to_string());
        assert!(error.as_ref().is_err_and(|error| error.contains(says)), "{sql}: {error:?}");
    }
    Ok(())
}
