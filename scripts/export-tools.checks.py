"""The checks of scripts/export-tools, which runs this with the tools installed.

Every check is a function that returns what it saw, for the summary, and raises AssertionError where a tool sees
something else than NDJSON says.
"""

import csv
import datetime
import decimal
import io
import json
import re
import subprocess
import sys
import tarfile
import traceback
from pathlib import Path

import duckdb
import jsonschema
import lxml.etree
import lxml.html
import networkx
import pandas
import polars
import pyarrow
import pyarrow.parquet
import spacy
from spacy.tokens import Doc

BINARY, CORPUS, FOLDER = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
TABLES = ["articles", "entities", "facts", "mentions", "quotes"]

# Columns of CSV that are no key of a row: table, heading, where the value is.
NESTED = {
    ("articles", "path"): ["source", "path"],
    ("articles", "item"): ["source", "item"],
    ("articles", "format"): ["source", "format"],
    ("articles", "dateline"): ["dateline", "place"],
    ("articles", "copy_group"): ["copies", "group"],
    ("articles", "copy_group_size"): ["copies", "size"],
    ("articles", "first_appearance"): ["copies", "first"],
    ("quotes", "addressee"): ["addressee", "text"],
    ("quotes", "place"): ["place", "text"],
    ("quotes", "time"): ["time", "text"],
    ("quotes", "time_value"): ["time", "iso"],
    ("quotes", "part_of"): ["part_of", "start"],
}


def dateline(*args):
    run = subprocess.run([BINARY, *args], capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"export-tools: FAILED: dateline {' '.join(map(str, args))}: {run.stderr.decode()}")
    return run.stdout


def export(what, to, *more):
    """Returns the export as bytes. Through a file, whose suffix must name the format where it can."""
    path = FOLDER / f"{what}.{to}"
    dateline("export", what, "--to", to, "--quotes", "all", "-o", path, *more)
    return path.read_bytes()


def lines(what, to="ndjson"):
    return [json.loads(line) for line in export(what, to).decode().splitlines()]


def path_of(what):
    export(what, "parquet")
    return str(FOLDER / f"{what}.parquet")


# Tables


def schema_holds(what):
    schema = json.loads(dateline("export", what, "--schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for row in ROWS[what]:
        validator.validate(row)
    return f"{len(ROWS[what])} rows, version {schema['version']}"


def json_is_ndjson(what):
    assert json.loads(export(what, "json")) == ROWS[what]
    return f"{len(ROWS[what])} rows"


def pictured(text, kept):
    """Returns a text with its control codes, but for some, as the pictures that exports show."""
    control = lambda c: c not in kept and (ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0)
    picture = lambda c: chr(0x2400 + ord(c)) if ord(c) < 0x20 else "\u2421" if c == "\x7f" else "\ufffd"
    return "".join(picture(c) if control(c) else c for c in text)


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value):
    """Returns what CSV should show, as the README has it."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if isinstance(value, str):
        text = pictured(value, "\n\t\r")
        return "'" + text if text.startswith(FORMULA) else text
    return value


def csv_is_ndjson(what):
    plain = export(what, "csv")
    assert export(what, "csv", "--bom") == b"\xef\xbb\xbf" + plain
    frame = pandas.read_csv(FOLDER / f"{what}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert len(frame) == len(ROWS[what]), (len(frame), len(ROWS[what]))
    with open(FOLDER / f"{what}.csv", encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1:] == frame.values.tolist(), "csv and pandas differ"
    for name in frame.columns:
        for shown, row in zip(frame[name], ROWS[what]):
            value = row
            for key in NESTED.get((what, name), [name]):
                value = value.get(key) if value is not None else None
            wanted = cell(value)
            same = shown == wanted if isinstance(wanted, str) else json.loads(shown) == wanted
            assert same, f"{name}: {shown!r} is not {wanted!r}"
    types = pandas.read_csv(io.BytesIO(plain)).dtypes
    assert "start" not in types or types["start"] == "int64", types
    return f"{len(frame)} rows, {len(frame.columns)} columns"


def same(name, value, seen):
    """Fails unless what Parquet has is the value of JSON."""
    if isinstance(seen, list) and all(isinstance(item, tuple) for item in seen) and isinstance(value, dict):
        seen = dict(seen)
        assert seen.keys() == value.keys(), (name, value, seen)
    if isinstance(value, dict):
        for key, inner in value.items():
            same(f"{name}.{key}", inner, seen[key])
            times(f"{name}.{key}", inner, key, seen)
        others = [key for key in seen if key not in value and not key.endswith(("_at", "_text", "_date"))]
        assert all(seen[key] is None for key in others), (name, value, seen)
    elif isinstance(value, list):
        assert len(value) == len(seen), (name, value, seen)
        for inner, other in zip(value, seen):
            same(name, inner, other)
    elif isinstance(seen, dict):  # one of several shapes
        same(name, value, seen["text" if isinstance(value, str) else "number"])
        assert sum(inner is not None for inner in seen.values()) == 1, (name, value, seen)
    elif isinstance(seen, datetime.date):
        assert seen.isoformat() == value[:10], (name, value, seen)
    elif isinstance(seen, decimal.Decimal):
        assert abs(seen - decimal.Decimal(str(value))) <= decimal.Decimal("1e-9"), (name, value, seen)
    else:
        assert seen == value and type(seen) is type(value), (name, value, seen)


def times(name, value, key, seen):
    """Fails unless the columns beside a time say what it says."""
    if key in ("published", "modified"):
        assert seen[f"{key}_text"] == value, name
        told = value and datetime.datetime.fromisoformat(value)
        at = seen[f"{key}_at"]
        assert at == (told if told and told.tzinfo else None), (name, value, at)
    if key == "iso":
        day = re.match(r"\d{4}-\d\d-\d\d(?=T|$)", value or "")
        clock = re.match(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d", value or "")
        assert seen["iso_date"] == (datetime.date.fromisoformat(day[0]) if day else None), (name, value)
        assert seen["iso_at"] == (datetime.datetime.fromisoformat(value) if clock else None), (name, value)


def parquet_in_pyarrow(what):
    file = pyarrow.parquet.ParquetFile(path_of(what))
    table = file.read()
    rows = table.to_pylist()
    assert len(rows) == len(ROWS[what])
    for row, wanted in zip(rows, ROWS[what]):
        same(what, wanted, row)
    group = file.metadata.row_group(0)
    assert all(group.column(at).compression == "ZSTD" for at in range(group.num_columns))
    assert table.schema.field("published").type == pyarrow.date32()
    assert table.schema.field("published_at").type == pyarrow.timestamp("us", "UTC")
    return f"{len(rows)} rows, {group.num_columns} leaf columns, all values as in ndjson"


# Types that DuckDB must see: table, column, how the type begins.
DUCKDB_TYPES = [
    ("articles", "published", "DATE"),
    ("articles", "published_at", "TIMESTAMP WITH TIME ZONE"),
    ("articles", "authors", "VARCHAR[]"),
    ("articles", "mentions", "STRUCT(kind VARCHAR, field VARCHAR, \"start\" BIGINT, \"end\" BIGINT"),
    ("articles", "quotes", "STRUCT("),
    ("entities", "roles", "VARCHAR[]"),
    ("entities", "attributes", "MAP(VARCHAR, VARCHAR)"),
    ("entities", "mentions", "BIGINT"),
    ("facts", "args", "MAP(VARCHAR, STRUCT("),
    ("mentions", "value", "STRUCT("),
    ("quotes", "anonymous", "BOOLEAN"),
    ("quotes", "confidence", "DOUBLE"),
    ("quotes", "start", "BIGINT"),
]


def parquet_in_duckdb(what):
    path = path_of(what)
    def ask(query):
        return duckdb.sql(query.replace("TABLE", f"'{path}'")).fetchall()

    assert ask("select count(*) from TABLE") == [(len(ROWS[what]),)]
    types = {row[0]: row[1] for row in ask("describe select * from TABLE")}
    for table, column, wanted in DUCKDB_TYPES:
        if table == what:
            assert types[column].startswith(wanted), (column, types[column])
    months = ask("select strftime(published, '%Y-%m') m, count(*) from TABLE group by m")
    wanted = {}
    for row in ROWS[what]:
        month = row["published"][:7] if row["published"] else None
        wanted[month] = wanted.get(month, 0) + 1
    assert dict(months) == wanted, months
    if what == "mentions":
        seen = ask("select sum(value.number) from TABLE where args['kind'].text = 'money'")[0][0]
        numbers = [row["value"]["number"] for row in ROWS[what] if row["args"]["kind"] == "money"]
        wanted = sum((decimal.Decimal(str(number)) for number in numbers), decimal.Decimal(0))
        assert abs(seen - wanted) < decimal.Decimal("1e-6"), (seen, wanted)
    if what == "articles":
        seen = ask("select count(*) from (select unnest(mentions) from TABLE)")[0][0]
        assert seen == sum(len(row["mentions"]) for row in ROWS[what]) == len(ROWS["mentions"])
    return f"{len(ROWS[what])} rows, {len(types)} columns"


def parquet_in_pandas(what):
    frame = pandas.read_parquet(path_of(what))
    assert len(frame) == len(ROWS[what])
    assert [str(one) for one in frame["published"]] == [str(row["published"])[:10] for row in ROWS[what]]
    assert str(frame["published_at"].dtype).startswith("datetime64") and frame["published_at"].dt.tz is not None
    if what == "quotes":
        assert frame["anonymous"].dtype == bool and frame["confidence"].dtype == float
        assert frame["start"].dtype == "int64"
    return f"{len(frame)} rows, {len(frame.columns)} columns"


def parquet_in_polars(what):
    frame = polars.read_parquet(path_of(what))
    assert frame.height == len(ROWS[what])
    assert frame["published"].dtype == polars.Date
    assert frame["published_at"].dtype == polars.Datetime("us", "UTC")
    if what == "mentions":
        assert frame["value"].struct.field("number").dtype == polars.Decimal(38, 9)
    if what == "entities":
        assert frame["roles"].dtype == polars.List(polars.String)
        assert frame["roles"].to_list() == [row["roles"] for row in ROWS[what]]
    if what in ("facts", "mentions", "quotes", "articles"):
        assert frame["text"].to_list() == [row["text"] for row in ROWS[what]]
    return f"{frame.height} rows, {frame.width} columns"


# Documents


def texts():
    return [row["text"] for row in ROWS["articles"]]


def in_body(row):
    return [mention for mention in row["mentions"] if mention["field"] == "text"]


def spacy_loads(_):
    vocabulary = spacy.blank("en").vocab
    docs = [Doc(vocabulary).from_json(line) for line in lines("annotations", "spacy")]
    assert [doc.text for doc in docs] == texts()
    for doc, row in zip(docs, ROWS["articles"]):
        found = {(one.start_char, one.end_char) for one in doc.ents}
        assert found == {(one["start"], one["end"]) for one in in_body(row)}, row["id"]
    return f"{len(docs)} docs, {sum(len(doc.ents) for doc in docs)} ents, {sum(len(doc) for doc in docs)} tokens"


def conll_is_iob2(_):
    count, before = 0, "O"
    for line in export("annotations", "conll").decode().splitlines():
        if not line:
            before = "O"
            continue
        token, tag = line.split("\t")
        assert token and (tag == "O" or tag[:2] in ("B-", "I-")), line
        assert not tag.startswith("I-") or before[2:] == tag[2:], line
        count, before = count + tag.startswith("B-"), tag
    assert count > 0.9 * len(ROWS["mentions"]), (count, len(ROWS["mentions"]))
    return f"{count} names"


def annotations_point_at_their_words(_):
    known = {row["url"] or f"urn:dateline:{row['id']}": row["text"] for row in ROWS["articles"]}
    rows = lines("annotations", "web-annotation")
    assert len({row["id"] for row in rows}) == len(rows), "an id comes twice"
    for row in rows:
        assert row["@context"] == "http://www.w3.org/ns/anno.jsonld" and row["type"] == "Annotation"
        assert all(part["type"] == "TextualBody" and part["value"] for part in row["body"]), row
        position, quote = row["target"]["selector"]
        text = known.get(row["target"]["source"])
        if text is not None:
            assert text[position["start"]:position["end"]] == quote["exact"], row
    return f"{len(rows)} annotations"


def json_ld_is_schema_org(_):
    rows = lines("articles", "json-ld")
    assert [row["articleBody"] for row in rows] == texts()
    assert all(row["@context"] == "https://schema.org" and row["@type"] == "NewsArticle" for row in rows)
    return f"{len(rows)} articles"


def tei_is_xml(_):
    root = lxml.etree.fromstring(export("annotations", "tei"))
    names = {"t": "http://www.tei-c.org/ns/1.0"}
    found = root.findall("t:TEI", names)
    assert len(found) == len(texts())
    for one, text in zip(found, texts()):
        body = one.find(".//t:body", names)
        for head in body.findall("t:head", names)[:1]:
            body.remove(head)
        body = "".join(body.itertext())
        assert "".join(body.split()) == "".join(text.split()), text[:80]
    return f"{len(found)} texts"


def files(to):
    with tarfile.open(fileobj=io.BytesIO(export("annotations", to))) as archive:
        return {member.name: archive.extractfile(member).read().decode() for member in archive}


def brat_points_at_its_words(_):
    found, count = files("brat"), 0
    wanted = [pictured(text.replace("\r", " "), "\n\t") for text in texts()]
    assert sorted(text for name, text in found.items() if name.endswith(".txt")) == sorted(wanted)
    for name, notes in found.items():
        text = found[name[:-4] + ".txt"]
        for line in notes.splitlines() if name.endswith(".ann") else []:
            if line.startswith("T"):
                _, place, words = line.split("\t")
                spans = [span.split() for span in place.split(" ", 1)[1].split(";")]
                assert " ".join(text[int(start):int(end)] for start, end in spans) == words, line
                count += 1
    return f"{len(found)} files, {count} text-bound annotations"


def timeml_is_xml(_):
    found = files("timeml")
    roots = [lxml.etree.fromstring(text.encode()) for text in found.values()]
    for root in roots:
        times = root.findall(".//TIMEX3")
        assert len({time.get("tid") for time in times}) == len(times), "a tid comes twice"
        assert all(time.get("type") in ("DATE", "TIME", "DURATION", "SET") and time.get("value") for time in times)
    assert sorted("".join(root.find("TEXT").itertext()).strip() for root in roots) == sorted(text.strip() for text in texts())
    return f"{len(found)} files, {sum(len(root.findall('.//TIMEX3')) for root in roots)} TIMEX3"


def html_is_whole(_):
    page = lxml.html.fromstring(export("articles", "html").decode())
    assert not page.xpath("//script|//link|//img|//iframe|//object|//*[@src]|//*[@onclick]")
    found = page.xpath("//article")
    assert [one.xpath("string(.//div[@class='text'])") for one in found] == texts()
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids)) and all(one.get("aria-labelledby") in ids for one in found)
    marks = sum(len(row["mentions"]) for row in ROWS["articles"])
    assert len(page.xpath("//article//mark[@title]")) >= marks
    return f"{len(found)} articles, {marks} mentions"


def markdown_has_all(_):
    shown = export("articles", "markdown").decode().split("\n\n---\n\n")
    assert shown.pop() == "" and len(shown) == len(texts())
    bare = lambda text: "".join(text.split())
    for one, text in zip(shown, texts()):
        # A mark that is not escaped is markup; what is left must be the words of the article.
        unmarked = re.sub(r"\\(.)|\*", lambda mark: mark[1] or "", one)
        assert bare(unmarked).endswith(bare(pictured(text.replace("\r\n", "\n"), "\n\t"))), text[:80]
    return f"{len(texts())} articles"


# Graphs


def graphs_load(what):
    export(what, "graphml"), export(what, "gexf")
    one, other = networkx.read_graphml(FOLDER / f"{what}.graphml"), networkx.read_gexf(FOLDER / f"{what}.gexf")
    assert one.is_directed() == other.is_directed() == (what == "speaker-graph")
    assert set(one.nodes) == set(other.nodes) and one.number_of_edges() == other.number_of_edges() > 10
    assert all(data["name"] and data["mentions"] > 0 for _, data in one.nodes(data=True))
    assert all(data["weight"] > 0 for _, _, data in one.edges(data=True))
    assert set(one.nodes) <= {row["key"] for row in ROWS["entities"]}
    return f"{one.number_of_nodes()} nodes, {one.number_of_edges()} edges"


# Other indexes

FORMATS = {
    **{what: ["ndjson", "json", "csv", "parquet"] for what in TABLES},
    "annotations": ["spacy", "conll", "web-annotation", "json-ld", "tei", "brat", "timeml", "markdown", "html"],
    "graph": ["graphml", "gexf"],
    "speaker-graph": ["graphml", "gexf"],
}

# Cells that are formulas, control codes, numbers and times at the ends of what types hold, names that are markup.
HOSTILE = [
    {"id": "=1+1", "title": "+44 & <Toll>", "authors": ["@SUM(A1)", "-Ann"], "published": "0000-03-04", "site": "\tTab",
     "text": "\r=A1: Ann Lee <b>paid</b> 0.3 nanometres\u001b[31m, \u0000 said Bo \"Ek\" & sons; \u202eit cost $5m in 1850."},
    {"id": "2", "title": "A\nB", "published": "2025-03-04T09:30 <b>", "text": "\"It grew 79228162514264337593543950335 metres,\" said Ann Lee."},
    {"id": "2", "published": 1, "text": ""},
]


def each_format(index):
    """Returns every export of an index, by what and format."""
    made = {}
    for what, formats in FORMATS.items():
        for to in formats:
            path = FOLDER / f"one.{what}.{to}"
            run = subprocess.run([BINARY, "--index", index, "export", what, "--to", to, "-o", path], capture_output=True)
            assert run.returncode in (0, 1), (what, to, run.stderr)
            made[what, to] = path
    return made


def opened(made):
    """Opens each export in a tool that reads it; returns the rows of tables."""
    rows = {}
    for (what, to), path in made.items():
        data = path.read_bytes()
        if to == "ndjson":
            rows[what] = [json.loads(line) for line in data.splitlines()]
        elif to == "json":
            assert json.loads(data) == rows[what], what
        elif to == "csv":
            frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
            assert len(frame) == len(rows[what]) and not [
                text for text in frame.values.flatten() if text.startswith(FORMULA) and not re.fullmatch(r"-[0-9.]+", text)
            ], what
        elif to == "parquet":
            assert pyarrow.parquet.read_table(path).num_rows == len(rows[what]), what
            assert len(pandas.read_parquet(path).to_dict("records")) == len(rows[what]), what
            assert len(pyarrow.parquet.read_table(path).to_pylist()) == len(rows[what]), what
            assert len(duckdb.sql(f"select * from '{path}'").fetchall()) == len(rows[what]), what
            assert polars.read_parquet(path).height == len(rows[what]), what
        elif to in ("graphml", "gexf"):
            getattr(networkx, f"read_{to}")(path)
        elif to == "tei":
            lxml.etree.fromstring(data)
        elif to == "html":
            assert not lxml.html.fromstring(data.decode()).xpath("//script|//b")
        elif to in ("brat", "timeml"):
            with tarfile.open(path) as archive:
                members = {member.name: archive.extractfile(member).read() for member in archive}
            assert all(to == "brat" or lxml.etree.fromstring(text) is not None for text in members.values())
        elif to == "spacy":
            vocabulary = spacy.blank("en").vocab
            assert all(Doc(vocabulary).from_json(json.loads(line)) is not None for line in data.splitlines())
        elif to == "conll":
            assert all(not line or line.count("\t") == 1 for line in data.decode().split("\n"))
        else:
            data.decode()
    return rows


def index_of(name, *inputs):
    index = FOLDER / name
    dateline("--index", index, "ingest", *inputs)
    return index


def empty_index(_):
    folder = FOLDER / "nothing"
    folder.mkdir()
    made = each_format(index_of("empty", folder))
    assert not any(opened(made).values())
    for what in TABLES:
        full, none = (pyarrow.parquet.read_schema(path) for path in (path_of(what), made[what, "parquet"]))
        assert full == none, what
    return f"{len(made)} exports open, with the types of full ones"


def hostile_index(_):
    path = FOLDER / "hostile.jsonl"
    path.write_text("\n".join(map(json.dumps, HOSTILE)))
    made = each_format(index_of("hostile", path))
    rows = opened(made)
    for what in TABLES:
        validator = jsonschema.Draft202012Validator(json.loads(dateline("export", what, "--schema")))
        for row in rows[what]:
            validator.validate(row)
    return f"{len(made)} exports open, {sum(map(len, rows.values()))} rows"


def order_is_stable(_):
    one = {key: path.read_bytes() for key, path in each_format(index_of("one", "-j", "1", CORPUS)).items()}
    folders = sorted((entry for entry in CORPUS.iterdir() if entry.is_dir()), reverse=True)
    again = each_format(index_of("again", "-j", "4", *folders))
    different = [key for key, path in again.items() if path.read_bytes() != one[key]]
    assert not different, different
    return f"{len(one)} exports are the same bytes, at any order and number of threads"


CHECKS = [
    ("JSON Schema (jsonschema)", schema_holds, TABLES),
    ("json", json_is_ndjson, TABLES),
    ("csv (pandas)", csv_is_ndjson, TABLES),
    ("parquet (pyarrow)", parquet_in_pyarrow, TABLES),
    ("parquet (DuckDB)", parquet_in_duckdb, TABLES),
    ("parquet (pandas)", parquet_in_pandas, TABLES),
    ("parquet (Polars)", parquet_in_polars, TABLES),
    ("spacy (spaCy)", spacy_loads, ["annotations"]),
    ("conll", conll_is_iob2, ["annotations"]),
    ("web-annotation", annotations_point_at_their_words, ["annotations"]),
    ("json-ld", json_ld_is_schema_org, ["articles"]),
    ("tei (lxml)", tei_is_xml, ["annotations"]),
    ("brat", brat_points_at_its_words, ["annotations"]),
    ("timeml (lxml)", timeml_is_xml, ["annotations"]),
    ("html (lxml)", html_is_whole, ["articles"]),
    ("markdown", markdown_has_all, ["articles"]),
    ("graphml, gexf (networkx)", graphs_load, ["graph", "speaker-graph"]),
    ("empty index", empty_index, ["all"]),
    ("hostile articles", hostile_index, ["all"]),
    ("order", order_is_stable, ["all"]),
]

dateline("ingest", CORPUS, "--quotes", "all")
ROWS = {what: lines(what) for what in TABLES}


def main():
    failed = 0
    for name, check, whats in CHECKS:
        for what in whats:
            try:
                print(f"ok      {name:26}{what:14}{check(what)}", flush=True)
            except Exception as error:  # a tool that cannot read a file raises what it likes
                failed += 1
                print(f"FAILED  {name:26}{what:14}{type(error).__name__}: {str(error)[:2000]}", flush=True)
                if not isinstance(error, AssertionError):
                    traceback.print_exc(limit=3)
    print(f"export-tools: {failed} checks FAILED" if failed else "export-tools: all formats open in their tools")
    sys.exit(1 if failed else 0)


main()
