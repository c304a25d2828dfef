//! Folders, links and patterns on disk → the files that are read, in order.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::fs::symlink;

use super::*;
use tempfile::TempDir;

/// A folder with these files, and what a walk of some paths in it shows: `!` marks a failure.
struct Tree(TempDir);

impl Tree {
    fn new(files: &[&str]) -> Tree {
        let tree = Tree(TempDir::new().unwrap());
        for file in files {
            let path = tree.0.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        tree
    }

    fn link(&self, target: &str, link: &str) {
        symlink(target, self.0.path().join(link)).unwrap();
    }

    fn walk_with(&self, paths: &[&str], select: Select) -> Vec<String> {
        let root = format!("{}/", shown(self.0.path()));
        let paths = paths.iter().map(|path| self.0.path().join(path)).collect();
        let name = |file: Result<FileEntry, ReadFailure>| match file {
            Ok(entry) => entry.shown.replacen(&root, "", 1),
            Err(failure) => format!("!{}", failure.origin.path.replacen(&root, "", 1)),
        };
        files(&Source { paths, select }).map(name).collect()
    }

    fn walk(&self, paths: &[&str]) -> Vec<String> {
        self.walk_with(paths, Select::default())
    }
}

#[test]
fn folders_are_walked_in_order_of_names() {
    let tree = Tree::new(&[
        "b.txt",
        "a/2.txt",
        "a/1.txt",
        "a.txt",
        "x.html/page.html",
        ".hidden/c.txt",
        ".git/config",
        "a/s.css",
    ]);
    assert_eq!(tree.walk(&[""]), ["a/1.txt", "a/2.txt", "a.txt", "b.txt", "x.html/page.html"]);
    assert_eq!(tree.walk(&["b.txt", "a"]), ["b.txt", "a/1.txt", "a/2.txt"]);
}

#[test]
fn what_is_named_is_read_whatever_its_name() {
    let tree = Tree::new(&[".hidden/c.txt", "a.css", "b~"]);
    assert_eq!(tree.walk(&[".hidden", "a.css", "b~"]), [".hidden/c.txt", "a.css", "b~"]);
    let hidden = Select::new(&[], &[], true).unwrap();
    assert_eq!(tree.walk_with(&[""], hidden), [".hidden/c.txt"]);
}

#[test]
fn no_file_comes_twice() {
    let tree = Tree::new(&["a/1.txt", "a/b/2.txt"]);
    assert_eq!(tree.walk(&["a", "a/b", "a/1.txt", "a"]), ["a/b/2.txt", "a/1.txt"]);
}

#[test]
fn links_are_followed_once_and_never_in_a_loop() {
    let tree = Tree::new(&["in/a.txt", "in/sub/b.txt", "out/c.txt", "out/deep/d.txt"]);
    tree.link("a.txt", "in/again.txt");
    tree.link("..", "in/sub/up");
    tree.link("../out/c.txt", "in/c1.txt");
    tree.link("../out/c.txt", "in/c2.txt");
    tree.link("../out/deep", "in/deep");
    assert_eq!(tree.walk(&["in"]), ["in/a.txt", "in/c1.txt", "in/sub/b.txt", "in/deep/d.txt"]);
}

#[test]
fn a_link_to_a_hidden_file_is_followed() {
    let tree = Tree::new(&["in/.versions/3.txt"]);
    tree.link(".versions/3.txt", "in/current.txt");
    assert_eq!(tree.walk(&["in"]), ["in/current.txt"]);
}

#[test]
fn what_cannot_be_reached_is_named() {
    let tree = Tree::new(&["in/a.txt"]);
    tree.link("nowhere", "in/broken.txt");
    tree.link("self.txt", "in/self.txt");
    assert_eq!(
        tree.walk(&["in", "missing.txt"]),
        ["in/a.txt", "!in/broken.txt", "!in/self.txt", "!missing.txt"]
    );
}

#[test]
fn a_closed_folder_is_named_and_the_walk_goes_on() {
    let tree = Tree::new(&["in/a/1.txt", "in/b/2.txt"]);
    let closed = tree.0.path().join("in/a");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::read_dir(&closed).is_ok();
    let walked = tree.walk(&["in"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    // The superuser may enter any folder.
    assert_eq!(
        walked,
        if is_root { ["in/a/1.txt", "in/b/2.txt"] } else { ["!in/a", "in/b/2.txt"] }
    );
}

#[test]
fn globs_choose_files_and_folders() {
    let tree = Tree::new(&["in/a.txt", "in/a.html", "in/drafts/b.txt", "in/c.css"]);
    let globs = |globs: &[&str]| globs.iter().map(|&glob| glob.to_owned()).collect::<Vec<_>>();
    let select = |include: &[&str], exclude: &[&str]| {
        Select::new(&globs(include), &globs(exclude), false).unwrap()
    };
    assert_eq!(tree.walk_with(&["in"], select(&["*.txt"], &["drafts"])), ["in/a.txt"]);
    assert_eq!(tree.walk_with(&["in"], select(&["*.css"], &[])), ["in/c.css"]);
    assert_eq!(tree.walk_with(&["in/a.txt", "in/a.html"], select(&[], &["*.html"])), ["in/a.txt"]);
}

#[test]
fn standard_input_is_an_entry() {
    let source = Source { paths: vec!["-".into(), "-".into()], select: Select::default() };
    assert_eq!(files(&source).collect::<Vec<_>>(), [Ok(FileEntry::stdin())]);
}

#[test]
fn an_entry_knows_length_and_time() {
    let tree = Tree::new(&["a.txt"]);
    let source = Source { paths: vec![tree.0.path().to_owned()], select: Select::default() };
    let entries: Vec<FileEntry> = files(&source).flatten().collect();
    assert_eq!(entries[0].length, 4);
    assert!(entries[0].modified.is_some_and(|modified| modified > 1_600_000_000_000_000_000));
}
