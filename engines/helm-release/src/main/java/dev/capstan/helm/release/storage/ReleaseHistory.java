package dev.capstan.helm.release.storage;

import dev.capstan.helm.release.record.ReleaseStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All revisions of a release that are stored.
 *
 * @param revisions what can be read, the oldest first
 * @param unreadable what cannot be read
 */
public record ReleaseHistory(List<StoredRecord> revisions, List<UnreadableRecord> unreadable) {

    /**
     * A Secret that says it is a record of this release, and is not.
     *
     * @param secret name of the Secret
     * @param version revision by its labels or its name, 0 when neither says it
     * @param why for people
     */
    public record UnreadableRecord(String secret, int version, String why) {}

    public ReleaseHistory {
        revisions = revisions.stream()
                .sorted(Comparator.comparingInt(stored -> stored.record().version()))
                .toList();
        unreadable = List.copyOf(unreadable);
    }

    /** The newest revision that can be read. */
    public Optional<StoredRecord> last() {
        return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.getLast());
    }

    /** The newest revision that says it is deployed. */
    public Optional<StoredRecord> deployed() {
        return revisions.reversed().stream()
                .filter(stored -> stored.record().status() == ReleaseStatus.DEPLOYED)
                .findFirst();
    }

    /** A revision by its number. */
    public Optional<StoredRecord> revision(int version) {
        return revisions.stream()
                .filter(stored -> stored.record().version() == version)
                .findFirst();
    }

    /** The same with a revision as it is stored now. */
    public ReleaseHistory with(StoredRecord now) {
        return new ReleaseHistory(
                revisions.stream()
                        .map(stored -> stored.record().version() == now.record().version() ? now : stored)
                        .toList(),
                unreadable);
    }

    /**
     * What goes so that one more fits: the oldest first, never the deployed one.
     *
     * @param limit how many may stay with the new one; 0 for any number
     */
    public List<StoredRecord> surplus(int limit) {
        int surplus = limit == 0 ? 0 : revisions.size() - (limit - 1);
        Optional<StoredRecord> deployed = deployed();
        List<StoredRecord> going = new ArrayList<>();
        for (StoredRecord stored : revisions) {
            if (going.size() < surplus && !deployed.filter(stored::equals).isPresent()) {
                going.add(stored);
            }
        }
        return List.copyOf(going);
    }
}
