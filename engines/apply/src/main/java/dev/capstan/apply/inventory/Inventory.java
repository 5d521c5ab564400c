package dev.capstan.apply.inventory;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;

/**
 * The objects that an owner has applied, in the order in which they were recorded. Immutable. Compared by identity: a
 * change of API version alone makes no difference between two inventories' ids.
 */
public final class Inventory implements Iterable<RecordedObject> {

    private static final Inventory EMPTY = new Inventory(new LinkedHashMap<>());

    private final LinkedHashMap<ObjectId, RecordedObject> entries;

    private Inventory(LinkedHashMap<ObjectId, RecordedObject> entries) {
        this.entries = entries;
    }

    public static Inventory empty() {
        return EMPTY;
    }

    /** An inventory of those entries; of two with one identity the later wins. */
    public static Inventory of(Collection<RecordedObject> entries) {
        LinkedHashMap<ObjectId, RecordedObject> byId = new LinkedHashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        return new Inventory(byId);
    }

    /** The inventory that applying these manifests will lead to. */
    public static Inventory ofManifests(Collection<Manifest> manifests) {
        return of(manifests.stream()
                .map(manifest ->
                        new RecordedObject(manifest.id(), manifest.kind().version()))
                .toList());
    }

    /**
     * Reads entries as status.inventory holds them (id to version). Entries that are no ids are left out: they name
     * nothing that could be deleted.
     */
    public static Inventory ofWire(Map<String, String> versionById) {
        LinkedHashMap<ObjectId, RecordedObject> byId = new LinkedHashMap<>();
        versionById.forEach((id, version) ->
                ObjectId.parse(id).ifPresent(parsed -> byId.put(parsed, new RecordedObject(parsed, version))));
        return new Inventory(byId);
    }

    public SequencedCollection<RecordedObject> entries() {
        return List.copyOf(entries.values());
    }

    public boolean contains(ObjectId id) {
        return entries.containsKey(id);
    }

    public boolean containsAll(Inventory other) {
        return entries.keySet().containsAll(other.entries.keySet());
    }

    public Optional<RecordedObject> find(ObjectId id) {
        return Optional.ofNullable(entries.get(id));
    }

    public int size() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Everything of both; versions of the other win. */
    public Inventory union(Inventory other) {
        LinkedHashMap<ObjectId, RecordedObject> all = new LinkedHashMap<>(entries);
        all.putAll(other.entries);
        return new Inventory(all);
    }

    /** What is here but not there, by identity: what pruning has to look at. */
    public Inventory minus(Inventory other) {
        LinkedHashMap<ObjectId, RecordedObject> rest = new LinkedHashMap<>(entries);
        rest.keySet().removeAll(other.entries.keySet());
        return new Inventory(rest);
    }

    @Override
    public Iterator<RecordedObject> iterator() {
        return entries().iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inventory that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.keySet().toString();
    }
}
