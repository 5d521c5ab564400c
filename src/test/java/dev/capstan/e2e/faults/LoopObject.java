package dev.capstan.e2e.faults;

import java.util.List;

/**
 * An object that Git may hold. Each Kustomization has one of its own that always stays, so that its folder is never
 * empty; the others come, go and move.
 *
 * @param number tells it from all others; the first ones are those that stay
 */
record LoopObject(int number) implements Comparable<LoopObject> {
    /** Carries the value that a commit gave to the object. */
    static final String VALUE = "fault-loop.capstan.dev/value";

    /** The kinds of objects, in turns. */
    enum Kind {
        CONFIG_MAP("ConfigMap", "configmaps", "data: {value: \"%s\"}"),
        SECRET("Secret", "secrets", "stringData: {value: \"%s\"}"),
        SERVICE("Service", "services", "spec: {ports: [{port: 80}], selector: {value: \"%s\"}}");

        private final String kindName;
        private final String plural;
        private final String body;

        Kind(String kindName, String plural, String body) {
            this.kindName = kindName;
            this.plural = plural;
            this.body = body;
        }

        String kindName() {
            return kindName;
        }

        String plural() {
            return plural;
        }
    }

    /** All that there may ever be. */
    static List<LoopObject> all() {
        return java.util.stream.IntStream.range(0, GitState.OWNERS + 18)
                .mapToObj(LoopObject::new)
                .toList();
    }

    boolean staysWithItsOwner() {
        return number < GitState.OWNERS;
    }

    Kind kind() {
        return Kind.values()[number % Kind.values().length];
    }

    String name() {
        return "object-" + number;
    }

    String fileName() {
        return name() + ".yaml";
    }

    String manifest(int value) {
        return """
                apiVersion: v1
                kind: %s
                metadata: {name: %s, annotations: {%s: "%d"}}
                %s
                """.formatted(
                        kind().kindName(), name(), VALUE, value, kind().body.formatted(value));
    }

    @Override
    public int compareTo(LoopObject other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return kind().kindName() + "/" + name();
    }
}
