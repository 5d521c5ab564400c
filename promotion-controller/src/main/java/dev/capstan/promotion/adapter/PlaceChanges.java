package dev.capstan.promotion.adapter;

import dev.capstan.git.write.ReferenceSession;
import dev.capstan.git.write.TreeComposition.Composed;
import dev.capstan.git.write.TreeComposition.PlacedFile;
import dev.capstan.promotion.place.Brought;
import dev.capstan.promotion.place.Content;
import dev.capstan.promotion.place.Delivery;
import dev.capstan.promotion.place.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Changes environments, in one session with the repository. Every push takes place only on what was seen. */
final class PlaceChanges {
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";
    private static final int MOST_FILES = 20;

    private final ReferenceSession session;
    private final PlaceReader reader;
    private final Layout layout;
    private final CommitStyle style;
    private final Delivery delivery;
    private boolean outrun;

    PlaceChanges(ReferenceSession session, PlaceReader reader, Layout layout, CommitStyle style, Delivery delivery) {
        this.session = session;
        this.reader = reader;
        this.layout = layout;
        this.style = style;
        this.delivery = delivery;
    }

    /** Whether somebody pushed between the look and the push. */
    boolean wasOutrun() {
        return outrun;
    }

    /**
     * Gives a folder the files of another one, or of itself, at a commit.
     *
     * @param path the folder that gets them
     * @param source the folder that has them
     */
    Brought folder(String path, String source, Content content) throws IOException {
        Optional<String> head = reader.head(layout.branch());
        if (head.isEmpty()) {
            return new Brought.Refused("there is no branch " + layout.branch());
        }
        if (!session.has(content.commit())) {
            return new Brought.Refused("the repository does not have " + content.shortRevision() + " any more");
        }
        if (!(reader.folderAt(source, content.commit()) instanceof FolderContent.Read.Content(var files))
                || !files.digest().equals(content.digest())) {
            return new Brought.Refused("the folder " + source + " has something else at " + content.shortRevision()
                    + " than is remembered: other files move since; change it in Git");
        }
        Map<String, PlacedFile> before = new TreeMap<>();
        switch (reader.folderAt(path, head.get())) {
            case FolderContent.Read.Content(var present) -> before.putAll(present.below(path));
            case FolderContent.Read.Absent _ -> {}
            case FolderContent.Read.Unusable(var why) -> {
                return new Brought.Refused(why);
            }
        }
        Map<String, PlacedFile> placed = files.below(path);
        var removed = new HashSet<>(before.keySet());
        removed.removeAll(placed.keySet());
        return switch (session.compose().edited(session.treeOf(head.get()), removed, placed)) {
            case Composed.Conflict(var paths) ->
                new Brought.Refused("a file and a folder would have the same name: " + String.join(", ", paths));
            case Composed.Impossible(var why) -> new Brought.Refused(why);
            case Composed.Tree(var tree) ->
                tree.equals(session.treeOf(head.get()))
                        ? new Brought.WasThere()
                        : committed(
                                layout.branch(),
                                head.get(),
                                tree,
                                List.of(head.get()),
                                changed(before, placed, removed));
        };
    }

    private static List<String> changed(
            Map<String, PlacedFile> before, Map<String, PlacedFile> after, Set<String> removed) {
        var changed = new ArrayList<>(removed);
        after.forEach((path, file) -> {
            if (!file.equals(before.get(path))) {
                changed.add(path);
            }
        });
        return changed.stream().sorted().limit(MOST_FILES).toList();
    }

    /**
     * Brings a branch to a commit.
     *
     * @param undone a rollback on the branch whose effect ends with this
     */
    Brought branch(String name, String commit, Optional<String> undone) throws IOException {
        Optional<String> head = reader.head(name);
        if (!session.has(commit)) {
            return new Brought.Refused("the repository does not have " + commit + " any more");
        }
        if (head.isEmpty()) {
            return delivery.proposal().isPresent()
                    ? new Brought.Refused("there is no branch " + name + " that a pull request could be merged into")
                    : pushed(name, Optional.empty(), commit, List.of());
        }
        if (session.isInHistory(commit, head.get())) {
            return new Brought.WasThere();
        }
        if (session.isInHistory(head.get(), commit)) {
            return forwarded(name, head.get(), commit);
        }
        return switch (merged(head.get(), commit, undone)) {
            case Composed.Tree(var tree) -> committed(name, head.get(), tree, List.of(head.get(), commit), List.of());
            case Composed.Conflict(var paths) ->
                new Brought.Refused(
                        paths.isEmpty()
                                ? "the branches have no history in common"
                                : "both branches changed " + String.join(", ", paths) + "; merge "
                                        + commit.substring(0, 12) + " into " + name + " by hand");
            case Composed.Impossible(var why) -> new Brought.Refused(why);
        };
    }

    /** A rollback takes the changes of the candidates before it away; the next candidate brings them again. */
    private Composed merged(String head, String commit, Optional<String> undone) throws IOException {
        if (undone.isEmpty() || !session.isInHistory(undone.get(), head)) {
            return session.compose().merged(head, commit);
        }
        List<String> parents = session.parents(undone.get());
        if (parents.isEmpty()) {
            return session.compose().merged(head, commit);
        }
        String before = parents.getFirst();
        Composed together = session.isInHistory(before, commit)
                ? new Composed.Tree(session.treeOf(commit))
                : session.compose().merged(before, commit);
        return together instanceof Composed.Tree(var tree) && !head.equals(undone.get())
                ? session.compose().merged(session.treeOf(undone.get()), session.treeOf(head), tree)
                : together;
    }

    /** Gives a branch the files that it had at an earlier commit, by a new one. */
    Brought restoredBranch(String name, String commit) throws IOException {
        Optional<String> head = reader.head(name);
        if (head.isEmpty() || !session.has(commit)) {
            return new Brought.Refused("the repository does not have " + commit.substring(0, 12) + " any more");
        }
        String tree = session.treeOf(commit);
        return tree.equals(session.treeOf(head.get()))
                ? new Brought.WasThere()
                : committed(name, head.get(), tree, List.of(head.get()), List.of());
    }

    Brought tag(String name, String commit) throws IOException {
        String tag = session.tag(name, commit, style.author(), delivery.message(), style.signer());
        return switch (session.push(TAGS + name, Optional.empty(), tag)) {
            case ReferenceSession.Pushed.Taken() ->
                new Brought.Done(name + "@" + PlaceReader.digestOf(commit), List.of());
            case ReferenceSession.Pushed.Moved() -> outrun("the tag " + name + " was made meanwhile");
            case ReferenceSession.Pushed.Refused(var refusal) -> new Brought.Refused(refusal.message());
        };
    }

    private Brought outrun(String why) {
        outrun = true;
        return new Brought.Outdated(why);
    }

    private Brought committed(String branch, String head, String tree, List<String> parents, List<String> files)
            throws IOException {
        if (delivery.proposal().isPresent()) {
            return proposed(delivery.proposal().get(), branch, head, tree, parents, files);
        }
        String commit = session.commit(tree, parents, style.author(), delivery.message(), style.signer());
        return pushed(branch, Optional.of(head), commit, files);
    }

    private Brought forwarded(String branch, String head, String commit) throws IOException {
        return delivery.proposal().isPresent()
                ? proposed(
                        delivery.proposal().get(),
                        branch,
                        head,
                        session.treeOf(commit),
                        List.of(head, commit),
                        List.of())
                : pushed(branch, Optional.of(head), commit, List.of());
    }

    private Brought pushed(String branch, Optional<String> seen, String commit, List<String> files) throws IOException {
        return switch (session.push(HEADS + branch, seen, commit)) {
            case ReferenceSession.Pushed.Taken() ->
                new Brought.Done(branch + "@" + PlaceReader.digestOf(commit), files);
            case ReferenceSession.Pushed.Moved() -> outrun("the branch " + branch + " was moved meanwhile");
            case ReferenceSession.Pushed.Refused(var refusal) -> new Brought.Refused(refusal.message());
        };
    }

    /** The branch of the pull request is only moved forward, and only from where we left it. */
    private Brought proposed(
            Delivery.Proposal proposal, String base, String head, String tree, List<String> parents, List<String> files)
            throws IOException {
        Optional<String> there = reader.head(proposal.branch());
        if (there.isPresent() && session.treeOf(there.get()).equals(tree) && isOn(there.get(), head, proposal)) {
            return new Brought.Proposed(there.get(), base, files);
        }
        boolean isMerged = there.isPresent() && session.isInHistory(there.get(), head);
        if (there.isPresent() && !isMerged && !there.equals(proposal.head())) {
            return new Brought.Refused("somebody has committed to the branch " + proposal.branch()
                    + " of the pull request; merge it, or delete the branch");
        }
        var all = new ArrayList<String>();
        if (there.isPresent() && !isMerged) {
            all.add(there.get());
        }
        parents.stream().filter(parent -> !all.contains(parent)).forEach(all::add);
        String commit = session.commit(tree, all, style.author(), delivery.message(), style.signer());
        return switch (session.push(HEADS + proposal.branch(), there, commit)) {
            case ReferenceSession.Pushed.Taken() -> new Brought.Proposed(commit, base, files);
            case ReferenceSession.Pushed.Moved() -> outrun("the branch " + proposal.branch() + " was moved meanwhile");
            case ReferenceSession.Pushed.Refused(var refusal) -> new Brought.Refused(refusal.message());
        };
    }

    /** Whether it would still bring exactly this when it were merged. */
    private boolean isOn(String there, String head, Delivery.Proposal proposal) throws IOException {
        return there.equals(proposal.head().orElse(there)) && session.isInHistory(head, there);
    }
}
