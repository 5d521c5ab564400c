package dev.capstan.apply.drift;

import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A managed object is no longer as it was applied.
 *
 * @param owner on whose behalf it had been applied
 * @param id the object
 * @param kind in which way it differs
 * @param fields paths of the fields concerned, without values; empty when the object is gone
 * @param manager the field manager that made the change, empty when the cluster does not say
 * @param note what else helps to find the cause, empty when nothing is known
 */
public record Drift(Owner owner, ObjectId id, Kind kind, List<String> fields, String manager, String note) {

    /** In which way an object differs. */
    public enum Kind {
        /** The object was deleted, or is being deleted. */
        DELETED,
        /** Fields that we own were changed or removed. */
        CHANGED,
        /** Fields were added by a manager whose changes are reverted (kubectl). */
        ADDED
    }

    private static final int FIELDS_SHOWN = 5;

    public Drift {
        fields = List.copyOf(fields);
    }

    /** A drift about which nothing more is known. */
    public Drift(Owner owner, ObjectId id, Kind kind, List<String> fields, String manager) {
        this(owner, id, kind, fields, manager, "");
    }

    /** The same with one more note. */
    public Drift withNote(String more) {
        return new Drift(owner, id, kind, fields, manager, note.isEmpty() ? more : note + "; " + more);
    }

    /** For an event: object, fields, who did it, and what else is known. */
    public String message() {
        String by = manager.isEmpty() ? "" : " by " + manager;
        String what = switch (kind) {
            case DELETED -> id.display() + " was deleted" + by;
            case CHANGED -> id.display() + " was changed" + by + ": " + shownFields();
            case ADDED -> id.display() + " got fields added" + by + ": " + shownFields();
        };
        return note.isEmpty() ? what : what + " (" + note + ")";
    }

    private String shownFields() {
        String shown = fields.stream().limit(FIELDS_SHOWN).collect(Collectors.joining(", "));
        return fields.size() > FIELDS_SHOWN ? shown + " and " + (fields.size() - FIELDS_SHOWN) + " more" : shown;
    }
}
