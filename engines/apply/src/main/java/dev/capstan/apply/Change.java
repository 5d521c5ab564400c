package dev.capstan.apply;

/**
 * What happened to one object.
 *
 * @param id the object
 * @param version API version without group under which it was handled
 * @param action what happened
 * @param note why, when that is not obvious (a policy, a finalizer, dropped fields); empty otherwise
 * @param origin where the object was written; unknown for deleted ones
 */
public record Change(ObjectId id, String version, Action action, String note, SourcePosition origin) {

    /** The line of a change log: {@code Kind/namespace/name created}. */
    public String line() {
        return id.display() + " " + action.word();
    }
}
