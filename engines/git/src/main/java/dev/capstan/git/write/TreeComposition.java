package dev.capstan.git.write;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.errors.DirCacheNameConflictException;
import org.eclipse.jgit.errors.NoMergeBaseException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.RecursiveMerger;
import org.eclipse.jgit.merge.ResolveMerger;
import org.eclipse.jgit.merge.ThreeWayMerger;
import org.eclipse.jgit.revwalk.RevWalk;

/** Makes new trees out of those of a {@link ReferenceSession}. */
public final class TreeComposition {
    private static final int LONGEST = 200;

    private final Repository repository;

    TreeComposition(Repository repository) {
        this.repository = repository;
    }

    /**
     * A file of a commit that is put elsewhere.
     *
     * @param hash of its content
     */
    public record PlacedFile(String hash, boolean isExecutable) {}

    /** What putting files together, or merging, gives. */
    public sealed interface Composed {
        /** A tree. */
        record Tree(String id) implements Composed {}

        /**
         * A person is needed.
         *
         * @param paths which both changed, or where a file and a folder have the same name; empty when there is no history in common
         */
        record Conflict(List<String> paths) implements Composed {
            /** Copies the list. */
            public Conflict {
                paths = List.copyOf(paths);
            }
        }

        /**
         * A person is needed, and not because of a conflict: there is a path that Git would not check out, or a history that is too
         * tangled.
         */
        record Impossible(String why) implements Composed {}
    }

    /**
     * A tree with files taken away and others put in; all paths from its root.
     *
     * @param tree what is changed
     */
    public Composed edited(String tree, Set<String> removed, Map<String, PlacedFile> placed) throws IOException {
        var edited = DirCache.newInCore();
        var builder = edited.builder();
        try (var reader = repository.newObjectReader();
                var inserter = repository.newObjectInserter()) {
            var before = DirCache.newInCore();
            var all = before.builder();
            all.addTree(new byte[0], DirCacheEntry.STAGE_0, reader, ObjectId.fromString(tree));
            all.finish();
            for (int i = 0; i < before.getEntryCount(); i++) {
                var entry = before.getEntry(i);
                if (!removed.contains(entry.getPathString()) && !placed.containsKey(entry.getPathString())) {
                    builder.add(entry);
                }
            }
            placed.forEach((path, file) -> {
                var entry = new DirCacheEntry(path); // refuses paths that Git could not check out
                entry.setFileMode(file.isExecutable() ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
                entry.setObjectId(ObjectId.fromString(file.hash()));
                builder.add(entry);
            });
            builder.finish();
            var id = edited.writeTree(inserter);
            inserter.flush();
            return new Composed.Tree(id.name());
        } catch (DirCacheNameConflictException e) {
            return new Composed.Conflict(List.of(e.getPath1(), e.getPath2()));
        } catch (InvalidPathException e) {
            return impossible(e);
        }
    }

    private static Composed impossible(InvalidPathException e) {
        var shown = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", "?");
        return new Composed.Impossible("Git would not check out what is there: "
                + (shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…"));
    }

    /** The merge of two commits. */
    public Composed merged(String ours, String theirs) throws IOException {
        var one = ObjectId.fromString(ours);
        var other = ObjectId.fromString(theirs);
        if (!Merges.haveCommonCommit(repository, one, other)) {
            return new Composed.Conflict(List.of());
        }
        return result((RecursiveMerger) MergeStrategy.RECURSIVE.newMerger(repository, true), one, other);
    }

    /** What one tree changed of the base, and what another changed of it. */
    public Composed merged(String base, String ours, String theirs) throws IOException {
        var merger = (ResolveMerger) MergeStrategy.RESOLVE.newMerger(repository, true);
        try (var walk = new RevWalk(repository)) {
            merger.setBase(walk.parseTree(ObjectId.fromString(base)));
            return result(
                    merger, walk.parseTree(ObjectId.fromString(ours)), walk.parseTree(ObjectId.fromString(theirs)));
        }
    }

    private static <M extends ThreeWayMerger> Composed result(M merger, ObjectId one, ObjectId other)
            throws IOException {
        try (var inserter = merger.getObjectInserter()) {
            if (merger.merge(one, other)) {
                inserter.flush();
                return new Composed.Tree(merger.getResultTreeId().name());
            }
            var paths = merger instanceof ResolveMerger resolving ? resolving.getUnmergedPaths() : List.<String>of();
            return new Composed.Conflict(Merges.shown(paths));
        } catch (NoMergeBaseException e) {
            return new Composed.Impossible("the histories of both are too tangled for a merge without a person");
        } catch (InvalidPathException e) {
            return impossible(e);
        }
    }
}
