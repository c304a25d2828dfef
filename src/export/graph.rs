//! Networks of entities, for tools that draw and measure them.
//!
//! Two graphs: which people, organisations and places stand in one paragraph ([`What::Graph`], without direction), and
//! which speakers speak of whom in their quotes ([`What::SpeakerGraph`], from the speaker). A graph is known only at its
//! end, so it is collected first; [`MAX_EDGES`] bounds that.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use crate::export::Exporter;
use crate::export::Sink;
use crate::export::What;
use crate::model::Entity;
use crate::model::Record;
use crate::model::Span;
use crate::model::TextField;
use crate::text::key::entity_key;
use crate::text::markup::escape;
use crate::text::offset::OffsetUnit;

/// GraphML 1.0, which most tools read.
pub(super) const GRAPHML: Graphs = Graphs {
    name: "graphml",
    about: "GraphML, for networkx, igraph, Gephi and yEd",
    write: graphml,
};

/// GEXF 1.3, the format of Gephi.
pub(super) const GEXF: Graphs = Graphs { name: "gexf", about: "GEXF 1.3, for Gephi", write: gexf };

/// Edges kept; those that come later are left out, and the graph says so. About 200 MB.
const MAX_EDGES: usize = 4_000_000;

/// Entities of one paragraph that are joined with each other: a list of hundreds of names is no company.
const MAX_TOGETHER: usize = 40;

/// A format of graphs.
pub(super) struct Graphs {
    name: &'static str,
    about: &'static str,
    write: fn(&Graph, &mut dyn Write) -> io::Result<()>,
}

impl Exporter for Graphs {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn writes(&self) -> &'static [What] {
        &[What::Graph, What::SpeakerGraph]
    }

    fn begin<'w>(&self, what: What, _: OffsetUnit, out: Box<dyn Write + 'w>) -> Box<dyn Sink + 'w> {
        let graph = Graph { directed: what == What::SpeakerGraph, ..Graph::default() };
        Box::new(Collector { graph, write: self.write, out })
    }
}

/// A graph that grows.
#[derive(Default)]
struct Graph {
    directed: bool,
    /// Key of an entity → its number.
    numbers: BTreeMap<String, u32>,
    nodes: Vec<Node>,
    /// Source and target → how often, and in how many articles.
    edges: BTreeMap<(u32, u32), Weight>,
    /// Articles seen.
    articles: u64,
    /// Edges were left out.
    capped: bool,
}

struct Node {
    key: String,
    name: String,
    kind: &'static str,
    articles: u64,
    mentions: u64,
}

#[derive(Clone, Copy, Default)]
struct Weight {
    count: u64,
    articles: u64,
    /// The last article that counted, from 1.
    seen: u64,
}

impl Graph {
    /// Returns the numbers of a record's entities as nodes, and counts them.
    fn nodes_of(&mut self, record: &Record) -> Vec<u32> {
        self.articles += 1;
        let annotations = &record.annotations;
        let mut seen = BTreeSet::new();
        let of_entity = |entity: &Entity| {
            let kind = entity.kind.as_str();
            let key = entity_key(kind, &entity.name);
            let next = self.nodes.len() as u32;
            let number = *self.numbers.entry(key.clone()).or_insert(next);
            if number == next {
                let name = entity.name.clone();
                self.nodes.push(Node { key, name, kind, articles: 0, mentions: 0 });
            }
            let node = &mut self.nodes[number as usize];
            node.articles += u64::from(seen.insert(number));
            node.mentions += entity.mentions.len() as u64;
            number
        };
        annotations.entities.iter().map(of_entity).collect()
    }

    /// Returns the nodes to be written: of the speakers' graph only those that speak or are spoken of.
    fn shown(&self) -> impl Iterator<Item = &Node> {
        let joined: BTreeSet<u32> = match self.directed {
            true => self.edges.keys().flat_map(|(from, to)| [*from, *to]).collect(),
            false => (0..self.nodes.len() as u32).collect(),
        };
        self.nodes.iter().zip(0..).filter(move |(_, at)| joined.contains(at)).map(|(node, _)| node)
    }

    fn join(&mut self, from: u32, to: u32) {
        let ends = if self.directed || from < to { (from, to) } else { (to, from) };
        if self.edges.len() >= MAX_EDGES && !self.edges.contains_key(&ends) {
            self.capped = true;
            return;
        }
        let weight = self.edges.entry(ends).or_default();
        weight.count += 1;
        weight.articles += u64::from(weight.seen != self.articles);
        weight.seen = self.articles;
    }
}

/// Collects a graph and writes it at the end.
struct Collector<'w> {
    graph: Graph,
    write: fn(&Graph, &mut dyn Write) -> io::Result<()>,
    out: Box<dyn Write + 'w>,
}

impl Sink for Collector<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        let nodes = self.graph.nodes_of(record);
        let annotations = &record.annotations;
        if self.graph.directed {
            for quote in &annotations.quotes {
                let Some(speaker) = quote.speaker.and_then(|at| nodes.get(at as usize).copied())
                else {
                    continue;
                };
                for topic in
                    among(record, &nodes, quote.span).into_iter().filter(|it| *it != speaker)
                {
                    self.graph.join(speaker, topic);
                }
            }
            return Ok(());
        }
        for paragraph in &record.article.paragraphs {
            let together = among(record, &nodes, *paragraph);
            for (at, one) in together.iter().enumerate() {
                together[at + 1..].iter().for_each(|other| self.graph.join(*one, *other));
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        (self.write)(&self.graph, &mut self.out)?;
        self.out.flush()
    }
}

/// Returns the nodes that are mentioned in a span of the body, each once.
fn among(record: &Record, nodes: &[u32], span: Span) -> Vec<u32> {
    let mentions = &record.annotations.mentions;
    let first = mentions.partition_point(|one| {
        one.span.field() == TextField::Title || one.span.start() < span.start()
    });
    let inside = mentions[first..].iter().take_while(|one| one.span.start() < span.end());
    let mut among: Vec<u32> = Vec::new();
    for node in inside.filter_map(|one| nodes.get(one.entity? as usize).copied()) {
        if among.len() < MAX_TOGETHER && !among.contains(&node) {
            among.push(node);
        }
    }
    among
}

fn graphml(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let direction = direction(graph);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    note_cap(graph, out)?;
    for (id, of, name, kind) in [
        ("name", "node", "name", "string"),
        ("kind", "node", "kind", "string"),
        ("in", "node", "articles", "long"),
        ("mentions", "node", "mentions", "long"),
        ("weight", "edge", "weight", "long"),
        ("both", "edge", "articles", "long"),
    ] {
        writeln!(out, "<key id=\"{id}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    writeln!(out, "<graph edgedefault=\"{direction}\">")?;
    for node in graph.shown() {
        writeln!(
            out,
            "<node id=\"{}\"><data key=\"name\">{}</data><data key=\"kind\">{}</data>\
             <data key=\"in\">{}</data><data key=\"mentions\">{}</data></node>",
            escape(&node.key),
            escape(&node.name),
            escape(node.kind),
            node.articles,
            node.mentions,
        )?;
    }
    for ((from, to), weight) in &graph.edges {
        writeln!(
            out,
            "<edge source=\"{}\" target=\"{}\"><data key=\"weight\">{}</data>\
             <data key=\"both\">{}</data></edge>",
            escape(&graph.nodes[*from as usize].key),
            escape(&graph.nodes[*to as usize].key),
            weight.count,
            weight.articles,
        )?;
    }
    writeln!(out, "</graph></graphml>")
}

fn gexf(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let direction = direction(graph);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">")?;
    note_cap(graph, out)?;
    writeln!(out, "<graph defaultedgetype=\"{direction}\" mode=\"static\">")?;
    writeln!(out, "<attributes class=\"node\">")?;
    for (id, kind) in [("kind", "string"), ("articles", "long"), ("mentions", "long")] {
        writeln!(out, "<attribute id=\"{id}\" title=\"{id}\" type=\"{kind}\"/>")?;
    }
    writeln!(out, "</attributes>\n<attributes class=\"edge\">")?;
    writeln!(
        out,
        "<attribute id=\"both\" title=\"articles\" type=\"long\"/>\n</attributes>\n<nodes>"
    )?;
    for node in graph.shown() {
        writeln!(
            out,
            "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"kind\" value=\"{}\"/>\
             <attvalue for=\"articles\" value=\"{}\"/><attvalue for=\"mentions\" value=\"{}\"/>\
             </attvalues></node>",
            escape(&node.key),
            escape(&node.name),
            escape(node.kind),
            node.articles,
            node.mentions,
        )?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    for (number, ((from, to), weight)) in graph.edges.iter().enumerate() {
        writeln!(
            out,
            "<edge id=\"{number}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues>\
             <attvalue for=\"both\" value=\"{}\"/></attvalues></edge>",
            escape(&graph.nodes[*from as usize].key),
            escape(&graph.nodes[*to as usize].key),
            weight.count,
            weight.articles,
        )?;
    }
    writeln!(out, "</edges>\n</graph>\n</gexf>")
}

/// Returns whether edges have a direction, as both formats say it.
fn direction(graph: &Graph) -> &'static str {
    if graph.directed { "directed" } else { "undirected" }
}

fn note_cap(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    match graph.capped {
        true => {
            writeln!(out, "<!-- More than {MAX_EDGES} edges: those met later were left out. -->")
        }
        false => Ok(()),
    }
}
