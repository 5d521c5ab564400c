package dev.capstan.image.automation.takeback;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.capstan.git.write.BranchHistory;
import dev.capstan.git.write.BranchHistory.PastCommit;
import dev.capstan.git.write.Person;
import dev.capstan.image.automation.change.ValueChange;
import dev.capstan.image.automation.takeback.MarkedValues.Place;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.images.setter.PolicyKey;
import dev.capstan.tree.EntryKind;
import dev.capstan.tree.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the values that are about to be written although they stood there before, until somebody else than this automation changed
 * them (ADR 0312). A commit is the automation's own when author and committer are its author, unless it says that it is a revert.
 */
public final class TakenBackSearch {
    private static final String REVERT = "Revert \"";

    private final MarkedValues values;
    private final Person self;

    /**
     * A search.
     *
     * @param self who commits for the automation
     */
    public TakenBackSearch(ImageSetter setter, Person self) {
        this.values = new MarkedValues(setter);
        this.self = self;
    }

    /** A value that is about to be written: where, as which of those with the same marker there, and what. */
    private record Wanted(Place place, int index, String text, String policy) {

        /** What stood there; empty when there was no such marker. */
        Optional<Boolean> stoodIn(Map<Place, List<String>> values, int count) {
            List<String> there = values.getOrDefault(place, List.of());
            if (there.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(there.size() == count ? there.get(index).equals(text) : there.contains(text));
        }
    }

    /**
     * Which of the changes would bring back what somebody took back.
     *
     * @param files what the changes are made to
     * @param history of the branch, newest first
     * @return the commit that took it back, by the name of the policy
     */
    public Map<String, String> find(List<ValueChange> changes, FileTree files, BranchHistory history)
            throws IOException {
        var found = new TreeMap<String, String>();
        for (var file : changes.stream().collect(groupingBy(ValueChange::path)).entrySet()) {
            new FileSearch(file.getKey(), file.getValue(), found).run(files, history.commits());
        }
        return found;
    }

    /** Whether the automation made a commit, see above. */
    public boolean isOwn(PastCommit commit) {
        return commit.author().equals(self)
                && commit.committer().equals(self)
                && !commit.message().startsWith(REVERT);
    }

    /** The search through the past of one file. */
    private final class FileSearch {
        private final String path;
        private final Set<PolicyKey> policies;
        private final Map<Place, List<ValueChange>> changes;
        private final Map<String, String> found;

        FileSearch(String path, List<ValueChange> changes, Map<String, String> found) {
            this.path = path;
            this.policies = changes.stream()
                    .map(change -> new PolicyKey(
                            change.marker().namespace(), change.marker().policy()))
                    .collect(toSet());
            this.changes = changes.stream().collect(groupingBy(Place::of));
            this.found = found;
        }

        void run(FileTree now, List<PastCommit> past) throws IOException {
            Map<Place, List<String>> present = values.of(now, path, policies);
            Set<Wanted> open = wanted(present);
            String seen = now.fingerprint(path);
            Map<Place, List<String>> there = present;
            Optional<PastCommit> younger = Optional.empty();
            for (PastCommit commit : past) {
                if (open.isEmpty() || commit.files().kind(path) != EntryKind.FILE) {
                    return;
                }
                String print = commit.files().fingerprint(path);
                if (!print.equals(seen)) {
                    there = values.of(commit.files(), path, policies);
                    seen = print;
                }
                judge(open, there, present, younger);
                younger = Optional.of(commit);
            }
        }

        private Set<Wanted> wanted(Map<Place, List<String>> present) {
            var wanted = new LinkedHashSet<Wanted>();
            changes.forEach((place, there) -> {
                ValueChange change = there.getFirst();
                List<String> texts = present.getOrDefault(place, List.of());
                for (int i = 0; i < texts.size(); i++) {
                    if (!texts.get(i).equals(change.newValue())) {
                        wanted.add(new Wanted(
                                place, i, change.newValue(), change.marker().policy()));
                    }
                }
            });
            return wanted;
        }

        /** Closes what is decided by a commit: the value stood there, or there was no place for it. */
        private void judge(
                Set<Wanted> open,
                Map<Place, List<String>> there,
                Map<Place, List<String>> present,
                Optional<PastCommit> younger) {
            for (Wanted value : new ArrayList<>(open)) {
                int count = present.getOrDefault(value.place(), List.of()).size();
                Optional<Boolean> stood = value.stoodIn(there, count);
                if (stood.isEmpty()) {
                    open.remove(value);
                } else if (stood.get()) {
                    open.remove(value);
                    younger.filter(commit -> !isOwn(commit))
                            .ifPresent(commit -> found.putIfAbsent(value.policy(), commit.id()));
                }
            }
        }
    }
}
