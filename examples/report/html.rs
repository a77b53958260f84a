//! The report as one page of HTML that holds all it shows and asks for nothing else.

use std::fmt::{Display, Write};

use corroborate::{Claim, Comparison, Derivation, Estimate, Policy, Quantity, Question, Verdict, policy};

use crate::common::{against, graded, one_line, or_dash};
use crate::story::{compact, event_name, group_name, without_rule};
use crate::{GRADES, GRADES_SAY, LeftOut, Report, TITLE, became, disagreeing, host, linked, many, since};

/// The look of the page: one column on a telephone, two where there is room, and black on paper.
const STYLE: &str = include_str!("style.css");

/// The whole page.
pub(crate) fn written(report: &Report<'_>, left_out: &[LeftOut]) -> String {
    let shown = report.shown();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{TITLE}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{TITLE}</h1>\n"
    );
    let _ = writeln!(page, "<p>{}</p>", Text(&report.of_what(&shown)));
    let _ = writeln!(
        page,
        "<p>These are ranges of what was reported, not confidence intervals: a wide range is ignorance, a contested one \
         conflict. {GRADES_SAY}</p>\n<dl class=\"grades\">"
    );
    for (grade, meaning) in GRADES {
        let _ = writeln!(page, "<div><dt>{grade}</dt><dd>{meaning}</dd></div>");
    }
    page.push_str("</dl>\n");
    if let Some(lens) = report.lens {
        let _ = writeln!(page, "<p>{}.</p>", Text(&lens.meaning()));
    }
    at_a_glance(&mut page, report, &shown);
    let policies: Vec<Box<dyn Policy>> = policy::NAMES.into_iter().filter_map(policy::named).collect();
    let policies: Vec<&dyn Policy> = policies.iter().map(|policy| &**policy).collect();
    let question = report.as_of.map_or_else(Question::new, |moment| Question::new().as_of(moment));
    let question = report.known_by.map_or(question, |moment| question.known_by(moment));
    let comparison = report.dossier.compare(&question, &policies);
    let changes = report.since.as_ref().map(|(since, then)| (*since, then.changes(&report.now)));
    let mut event = None;
    for (estimate, derivation) in &shown {
        let quantity = estimate.quantity();
        if event.replace(quantity.event()) != Some(quantity.event()) {
            let _ = writeln!(page, "<h2>{}</h2>", Text(event_name(report.dossier, quantity)));
            let _ = writeln!(page, "<p>{}</p>", Text(&report.of_event(quantity)));
        }
        let since = changes.as_ref().map(|(since, changes)| {
            let change = changes.iter().find(|change| change.quantity == *quantity);
            (since.to_string(), since::changed(report, derivation, change))
        });
        of_quantity(&mut page, report, estimate, derivation, since);
        side_by_side(&mut page, &policies, &comparison, quantity);
        page.push_str("</section>\n");
    }
    rules(&mut page, &policies);
    sources(&mut page, report);
    not_claims(&mut page, left_out);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn at_a_glance(page: &mut String, report: &Report<'_>, shown: &[(&Estimate, Derivation)]) {
    page.push_str("<h2>At a glance</h2>\n");
    let header = ["who", "outcome", "range", "best", "grade", "conceded", "against it"];
    let mut rows: Vec<Row> = Vec::new();
    let mut event = None;
    for (estimate, derivation) in shown {
        let quantity = estimate.quantity();
        if event.replace(quantity.event()) != Some(quantity.event()) {
            rows.push(Row::Heading(Text(event_name(report.dossier, quantity)).to_string()));
        }
        let name = Text(group_name(report.dossier, quantity)).to_string();
        rows.push(Row::Cells(vec![
            format!("<a href=\"#{}\">{name}</a>", Text(report.anchor(quantity))),
            quantity.outcome().to_string(),
            estimate.range().to_string(),
            or_dash(estimate.best()),
            graded(estimate),
            or_dash(estimate.conceded()),
            Text(&against(derivation).join(", ")).to_string(),
        ]));
    }
    table(page, &header, &[2, 3, 5], &rows);
}

fn of_quantity(
    page: &mut String,
    report: &Report<'_>,
    estimate: &Estimate,
    derivation: &Derivation,
    since: Option<(String, String)>,
) {
    let quantity = estimate.quantity();
    let name = Text(group_name(report.dossier, quantity)).to_string();
    let anchor = Text(report.anchor(quantity)).to_string();
    let _ = writeln!(page, "<section id=\"{anchor}\">\n<h3>{name}, {}</h3>", quantity.outcome());
    let best = estimate.best().map_or_else(|| "no best".to_owned(), |best| format!("best {}", or_dash(Some(best))));
    let _ = writeln!(
        page,
        "<p class=\"answer\"><strong>{}</strong>, {best}, as of {}: <em>{}</em></p>\n<div class=\"beside\">\n<div>",
        estimate.range(),
        estimate.as_of(),
        graded(estimate),
    );
    if let Some(interval) = report.intervals.get(quantity) {
        let _ = writeln!(page, "<p class=\"interval\"><b>How many, probably.</b> {}</p>", Text(interval));
    }
    let words = derivation.words();
    let why = words.sentences().get(1..).unwrap_or_default();
    if !why.is_empty() {
        page.push_str("<h4>Why</h4>\n<ul>\n");
        for sentence in why {
            let _ = writeln!(page, "<li>{}</li>", Text(sentence));
        }
        page.push_str("</ul>\n");
    }
    let disagree = disagreeing(derivation);
    if !disagree.is_empty() {
        let _ = writeln!(page, "<p><b>Who disagrees.</b> {}.</p>", Text(&disagree.join("; ")));
    }
    if let Some((since, changed)) = since {
        let _ = writeln!(page, "<p><b>Since {since}.</b> {}</p>", Text(&changed));
    }
    page.push_str("</div>\n");
    picture(page, report, derivation);
    page.push_str("</div>\n");
    claims(page, report, derivation);
}

/// The picture of a quantity, in the page itself.
#[cfg(feature = "plot")]
fn picture(page: &mut String, report: &Report<'_>, derivation: &Derivation) {
    use corroborate::plot::{Format, Picture};

    let beside = report.lens.map(|lens| lens.beside(report.dossier, &report.now, &derivation.quantity));
    let picture = match beside {
        Some(Ok(beside)) => Picture::of_quantity_beside(derivation, &beside, Format::Column),
        _ => Picture::of_quantity(derivation, Format::Column),
    };
    let _ = writeln!(page, "<figure>\n{}</figure>", picture.svg());
}

#[cfg(not(feature = "plot"))]
fn picture(_: &mut String, _: &Report<'_>, _: &Derivation) {}

fn claims(page: &mut String, report: &Report<'_>, derivation: &Derivation) {
    let claims = report.claims_on(&derivation.quantity);
    if claims.is_empty() {
        page.push_str("<p>No claim names just this.</p>\n");
        return;
    }
    let many = many(claims.len(), "claim");
    let whose = if claims.len() == 1 { "its address" } else { "their addresses" };
    let _ = writeln!(page, "<details>\n<summary>{many}, with {whose}</summary>");
    let row = |claim: &&Claim| {
        let said = derivation.statement(claim.id());
        let since = claim.since().map_or_else(String::new, |since| format!(", since {since}"));
        let became = became(claim, said, derivation);
        let became =
            if became.sets { format!("<b>{}</b>", Text(&became.words)) } else { Text(&became.words).to_string() };
        Row::Cells(vec![
            Text(claim.id().as_str()).to_string(),
            Text(&report.who(claim)).to_string(),
            Text(&format!("{}{since}", claim.count())).to_string(),
            format!("<time>{}</time>", claim.as_of()),
            claim.published().map_or_else(|| "-".to_owned(), |published| format!("<time>{published}</time>")),
            said.map_or_else(|| "-".to_owned(), |(_, said)| said.interest.to_string()),
            became,
            address(claim),
        ])
    };
    let header = ["claim", "who", "said", "as of", "published", "interest", "what became of it", "address"];
    table(page, &header, &[], &claims.iter().map(row).collect::<Vec<_>>());
    page.push_str("</details>\n");
}

/// A claim's address as a link, and what was quoted from there.
fn address(claim: &Claim) -> String {
    let quote = claim.quote().map_or_else(String::new, |quote| format!(" <q>{}</q>", Text(quote)));
    match claim.url() {
        None => format!("-{quote}"),
        Some(url) => match host(url) {
            Some(host) => format!("<a href=\"{}\">{}</a>{quote}", Text(&linked(url)), Text(host)),
            None => format!("{}{quote}", Text(url)),
        },
    }
}

/// What each policy makes of the same claims.
fn side_by_side(page: &mut String, policies: &[&dyn Policy], comparison: &Comparison, quantity: &Quantity) {
    let Some(row) = comparison.rows().iter().find(|row| row.quantity() == quantity) else { return };
    let because = |at: usize, policy: &dyn Policy| {
        row.because().get(at).map_or_else(String::new, |words| without_rule(policy, words))
    };
    let cells = |(at, (policy, estimate)): (usize, (&&dyn Policy, &Estimate))| {
        let answer = match estimate.status() {
            Verdict::NoAnswer => "no answer".to_owned(),
            Verdict::Provisional => format!("{} (provisional)", compact(estimate.range())),
            Verdict::Answered => compact(estimate.range()),
        };
        let best = estimate.best().filter(|_| estimate.status() != Verdict::NoAnswer);
        Row::Cells(vec![
            format!("<a href=\"#rule-{0}\">{0}</a>", Text(policy.name())),
            answer,
            or_dash(best),
            Text(&because(at, *policy)).to_string(),
        ])
    };
    let rows: Vec<Row> = policies.iter().zip(row.estimates()).enumerate().map(cells).collect();
    page.push_str("<details>\n<summary>The same claims under other rules</summary>\n");
    table(page, &["policy", "range", "best", "where it parts from the others"], &[1, 2], &rows);
    page.push_str("</details>\n");
}

fn rules(page: &mut String, policies: &[&dyn Policy]) {
    page.push_str("<h2>The rules</h2>\n<dl>\n");
    for policy in policies {
        let (name, rule) = (Text(policy.name()), Text(policy.rule_in_words()));
        let _ = writeln!(page, "<dt id=\"rule-{name}\">{name}</dt><dd>{rule}</dd>");
    }
    page.push_str("</dl>\n");
}

fn sources(page: &mut String, report: &Report<'_>) {
    page.push_str("<h2>Sources</h2>\n");
    let row = |source: &corroborate::Source| {
        let claims: Vec<&Claim> =
            report.dossier.claims().iter().filter(|claim| claim.source() == source.id()).collect();
        let party = source.party().and_then(|party| report.dossier.party(party));
        let mut links: Vec<String> = Vec::new();
        for url in claims.iter().filter_map(|claim| claim.url()) {
            let link = host(url).map(|host| format!("<a href=\"{}\">{}</a>", Text(&linked(url)), Text(host)));
            links.extend(link.filter(|link| !links.contains(link)));
        }
        Row::Cells(vec![
            Text(source.name()).to_string(),
            source.kind().to_string(),
            party.map_or_else(|| "its own".to_owned(), |party| Text(party.name()).to_string()),
            source.basis().map_or_else(|| "reported".to_owned(), |basis| basis.to_string()),
            claims.len().to_string(),
            links.join(", "),
        ])
    };
    let header = ["source", "kind", "speaks with the voice of", "basis", "claims", "where"];
    table(page, &header, &[4], &report.dossier.sources().iter().map(row).collect::<Vec<_>>());
}

fn not_claims(page: &mut String, left_out: &[LeftOut]) {
    if left_out.is_empty() {
        return;
    }
    page.push_str("<h2>What was left out</h2>\n<p>Rows that were collected and are no claims here.</p>\n");
    let row = |left_out: &LeftOut| Row::Cells(vec![Text(&left_out.row).to_string(), Text(&left_out.why).to_string()]);
    table(page, &["row", "why"], &[], &left_out.iter().map(row).collect::<Vec<_>>());
}

/// A row of cells that are HTML already, or a heading across all columns.
enum Row {
    Heading(String),
    Cells(Vec<String>),
}

/// A table that can be moved sideways where the page is narrow.
fn table(page: &mut String, header: &[&str], numbers: &[usize], rows: &[Row]) {
    let class = |column: usize| if numbers.contains(&column) { " class=\"number\"" } else { "" };
    page.push_str("<div class=\"wide\">\n<table>\n<thead><tr>");
    for (column, title) in header.iter().enumerate() {
        let _ = write!(page, "<th scope=\"col\"{}>{title}</th>", class(column));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        match row {
            Row::Heading(heading) => {
                let _ = writeln!(page, "<tr><th scope=\"rowgroup\" colspan=\"{}\">{heading}</th></tr>", header.len());
            }
            Row::Cells(cells) => {
                page.push_str("<tr>");
                for (column, cell) in cells.iter().enumerate() {
                    let _ = write!(page, "<td{}>{cell}</td>", class(column));
                }
                page.push_str("</tr>\n");
            }
        }
    }
    page.push_str("</tbody>\n</table>\n</div>\n");
}

/// Text in HTML, on one line, with what would be read as more than text made plain.
struct Text<'t>(&'t str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        one_line(self.0).chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            c => f.write_char(c),
        })
    }
}
