package dev.capstan.helm.release.storage;

/**
 * Who wrote a record last.
 *
 * @param fieldManager its name as a field manager, for example {@code Helm}; empty when the cluster does not say
 * @param process the process of Capstan that runs the action, empty when it was not Capstan
 */
public record Holder(String fieldManager, String process) {

    /** Nobody who is known. */
    public static Holder unknown() {
        return new Holder("", "");
    }

    @Override
    public String toString() {
        return process.isEmpty() ? (fieldManager.isEmpty() ? "another tool" : fieldManager) : process;
    }
}
