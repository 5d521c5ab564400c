package dev.capstan.apply.drift;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares an object with what was applied to it. Pure. */
public final class DriftComparison {

    private final String fieldManager;
    private final TakeOver takeOver;

    /**
     * @param fieldManager our name
     * @param takeOver whose added fields are reverted
     */
    public DriftComparison(String fieldManager, TakeOver takeOver) {
        this.fieldManager = fieldManager;
        this.takeOver = takeOver;
    }

    /**
     * Looks for a difference in our fields, or fields added by managers whose changes are reverted.
     *
     * @param expected what we owned after the apply
     * @param object the whole object as it is now
     * @param ignored JSON pointers of fields left to others
     * @param isMerge whether the object asked that added fields stay ({@code ssa: Merge})
     */
    public Optional<Drift> compare(
            Owner owner,
            ObjectId id,
            Ownership expected,
            JsonNode object,
            Collection<String> ignored,
            boolean isMerge) {
        if (object.path("metadata").hasNonNull("deletionTimestamp")) {
            return Optional.of(new Drift(owner, id, Drift.Kind.DELETED, List.of(), ""));
        }
        ManagedFields managed = ManagedFields.of(object);
        Ownership now = Ownership.of(object, fieldManager);
        if (!now.equals(expected)) {
            Optional<Drift> changed = changed(owner, id, expected, now, managed, object, ignored);
            if (changed.isPresent()) {
                return changed;
            }
        }
        return isMerge ? Optional.empty() : added(owner, id, managed, object, ignored);
    }

    private Optional<Drift> changed(
            Owner owner,
            ObjectId id,
            Ownership expected,
            Ownership now,
            ManagedFields managed,
            JsonNode object,
            Collection<String> ignored) {
        Map<String, FieldTree.Leaf> lost = FieldTree.parse(expected.fields()).minus(FieldTree.parse(now.fields()));
        lost.keySet().removeIf(key -> isIgnored(key, object, ignored));
        if (!lost.isEmpty()) {
            String manager = managed.latest(
                            entry -> entry.fields().leaves().stream().anyMatch(leaf -> lost.containsKey(leaf.key())))
                    .or(() -> managed.latest(
                            entry -> entry.isMainResource() && !entry.manager().equals(fieldManager)))
                    .map(ManagedFields.Entry::manager)
                    .orElse("");
            return Optional.of(new Drift(owner, id, Drift.Kind.CHANGED, displays(lost), manager));
        }
        boolean isSameFieldsOtherValues = now.fields().equals(expected.fields())
                && !now.valuesHash().equals(expected.valuesHash())
                && ignored.isEmpty();
        return isSameFieldsOtherValues
                ? Optional.of(new Drift(owner, id, Drift.Kind.CHANGED, List.of("our own fields"), fieldManager))
                : Optional.empty();
    }

    private Optional<Drift> added(
            Owner owner, ObjectId id, ManagedFields managed, JsonNode object, Collection<String> ignored) {
        FieldTree ours = managed.appliedBy(fieldManager);
        for (ManagedFields.Entry entry : managed.entries()) {
            if (takeOver.isTakenOver(entry)) {
                Map<String, FieldTree.Leaf> foreign = takeOver.takenOf(entry).minus(ours);
                foreign.keySet().removeIf(key -> isIgnored(key, object, ignored));
                if (!foreign.isEmpty()) {
                    return Optional.of(new Drift(owner, id, Drift.Kind.ADDED, displays(foreign), entry.manager()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isIgnored(String leafKey, JsonNode object, Collection<String> ignored) {
        if (ignored.isEmpty()) {
            return false;
        }
        return FieldTree.pointer(leafKey, object)
                .filter(pointer ->
                        ignored.stream().anyMatch(rule -> pointer.equals(rule) || pointer.startsWith(rule + "/")))
                .isPresent();
    }

    private static List<String> displays(Map<String, FieldTree.Leaf> leaves) {
        Map<String, String> distinct = new LinkedHashMap<>();
        leaves.values().forEach(leaf -> distinct.put(leaf.display(), leaf.key()));
        return List.copyOf(distinct.keySet());
    }
}
