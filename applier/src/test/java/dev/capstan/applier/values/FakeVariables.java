package dev.capstan.applier.values;

import java.util.HashMap;
import java.util.Map;

/** ConfigMaps and Secrets in memory. */
public final class FakeVariables implements VariableStore {

    private final Map<String, Reading> readings = new HashMap<>();

    /** What {@code kind/namespace/name} holds from now on. */
    public void holds(String name, Map<String, String> values) {
        readings.put(name, new Reading.Values(values));
    }

    /** {@code kind/namespace/name} cannot be read. */
    public void fails(String name, String cause) {
        readings.put(name, new Reading.Failed(cause));
    }

    @Override
    public Reading read(String kind, String namespace, String name) {
        return readings.getOrDefault(kind + "/" + namespace + "/" + name, new Reading.Missing());
    }
}
