package dev.capstan.helm.release.storage;

import dev.capstan.helm.release.record.ReleaseStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All revisions of a release that are stored.
 *
 * @param revisions what was read, the oldest first: the newest ones, the newest one that is deployed, and all after it
 *     that there was room for
 * @param unreadable what cannot be read
 * @param unread revisions that were not read, the oldest first
 * @param leaving what is being deleted, and kept by finalizers of others: it does not count any more, but its number is
 *     taken
 */
public record ReleaseHistory(
        List<StoredRecord> revisions,
        List<UnreadableRecord> unreadable,
        List<RecordSecret> unread,
        List<RecordSecret> leaving) {

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
        unread = unread.stream()
                .sorted(Comparator.comparingInt(RecordSecret::version))
                .toList();
        leaving = List.copyOf(leaving);
    }

    /** A history that was read as a whole. */
    public ReleaseHistory(List<StoredRecord> revisions, List<UnreadableRecord> unreadable) {
        this(revisions, unreadable, List.of(), List.of());
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

    /** A revision that was not read, by its number. */
    public Optional<RecordSecret> unread(int version) {
        return unread.stream().filter(secret -> secret.version() == version).findFirst();
    }

    /** The number of a new revision: one that no Secret has. */
    public int next() {
        return 1
                + Stream.of(
                                revisions.stream().map(stored -> stored.record().version()),
                                unreadable.stream().map(UnreadableRecord::version),
                                Stream.concat(unread.stream(), leaving.stream()).map(RecordSecret::version))
                        .flatMap(versions -> versions)
                        .max(Comparator.naturalOrder())
                        .orElse(0);
    }

    /** The same with a revision as it is stored now. */
    public ReleaseHistory with(StoredRecord now) {
        return new ReleaseHistory(
                revisions.stream()
                        .map(stored -> stored.record().version() == now.record().version() ? now : stored)
                        .toList(),
                unreadable,
                unread,
                leaving);
    }

    /** The same with one more revision. */
    public ReleaseHistory and(StoredRecord made) {
        List<StoredRecord> all = new ArrayList<>(revisions);
        all.add(made);
        return new ReleaseHistory(all, unreadable, unread, leaving);
    }

    /** The same with a revision that was not read at first, as it is stored now. */
    public ReleaseHistory read(RecordSecret secret, StoredRecord now) {
        List<StoredRecord> all = new ArrayList<>(revisions);
        all.add(now);
        List<RecordSecret> others =
                unread.stream().filter(other -> !other.equals(secret)).toList();
        return new ReleaseHistory(all, unreadable, others, leaving);
    }

    /** The same without a revision. */
    public ReleaseHistory without(int version) {
        return new ReleaseHistory(
                revisions.stream()
                        .filter(stored -> stored.record().version() != version)
                        .toList(),
                unreadable,
                unread.stream().filter(secret -> secret.version() != version).toList(),
                leaving);
    }

    /**
     * What goes so that one more fits: the oldest first, never the deployed one.
     *
     * @param limit how many may stay with the new one; 0 for any number
     */
    public List<RecordSecret> surplus(int limit) {
        int surplus = limit == 0 ? 0 : revisions.size() + unread.size() - (limit - 1);
        Optional<RecordSecret> deployed = deployed().map(StoredRecord::secret);
        return Stream.concat(unread.stream(), revisions.stream().map(StoredRecord::secret))
                .sorted(Comparator.comparingInt(RecordSecret::version))
                .filter(secret -> deployed.filter(secret::equals).isEmpty())
                .limit(Math.max(0, surplus))
                .toList();
    }
}
