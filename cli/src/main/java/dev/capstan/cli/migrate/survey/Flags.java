package dev.capstan.cli.migrate.survey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The flags that a controller was started with.
 *
 * @param values by name without dashes, in their order; a switch without a value is {@code true}
 */
public record Flags(Map<String, List<String>> values) {

    /** Copies the values, and keeps their order. */
    public Flags {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        values = Collections.unmodifiableMap(copy);
    }

    /** Reads arguments: {@code --name=value}, {@code --name value}, {@code -name=value} and {@code --name}. */
    public static Flags of(List<String> arguments) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) {
                continue;
            }
            String flag = argument.replaceFirst("^--?", "");
            int equals = flag.indexOf('=');
            if (equals >= 0) {
                add(found, flag.substring(0, equals), flag.substring(equals + 1));
            } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
                add(found, flag, arguments.get(++i));
            } else {
                add(found, flag, "true");
            }
        }
        return new Flags(found);
    }

    private static void add(Map<String, List<String>> found, String name, String value) {
        found.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /** The value that counts, which is the last one. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getLast);
    }

    /** Whether a switch is on; it is off when it is not named. */
    public boolean isOn(String name) {
        return value(name).filter(Flags::isTrue).isPresent();
    }

    /** The feature gates that are set, as {@code --feature-gates=A=true,B=false} names them. */
    public Map<String, Boolean> featureGates() {
        Map<String, Boolean> gates = new LinkedHashMap<>();
        for (String list : values.getOrDefault("feature-gates", List.of())) {
            for (String gate : list.split(",", -1)) {
                int equals = gate.indexOf('=');
                if (equals > 0) {
                    gates.put(
                            gate.substring(0, equals).strip(),
                            isTrue(gate.substring(equals + 1).strip()));
                }
            }
        }
        return gates;
    }

    private static boolean isTrue(String value) {
        return value.equalsIgnoreCase("true") || value.equals("1") || value.equalsIgnoreCase("t");
    }
}
