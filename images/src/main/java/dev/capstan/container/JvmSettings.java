package dev.capstan.container;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Options of {@code java}, parted by how an image gives them to the JVM. Flags go into a file for {@code -XX:Flags}: the JVM reads it
 * first, so whatever a pod says in {@code JAVA_TOOL_OPTIONS} wins. On the command line they would win over the pod.
 *
 * @param flags as that file has them
 * @param arguments of the command line: system properties, and options that are none of the JVM's flags
 */
record JvmSettings(List<String> flags, List<String> arguments) {
    private static final Pattern SIZE = Pattern.compile("-X(ms|mx|ss)(\\d+)([kmgKMG]?)");

    JvmSettings {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
    }

    /** Reads options, several to a line when there are blanks between them; a line that begins with {@code #} is a comment. */
    static JvmSettings parse(String text) {
        var flags = new ArrayList<String>();
        var arguments = new ArrayList<String>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .flatMap(line -> List.of(line.split("\\s+", -1)).stream())
                .forEach(option -> {
                    var size = SIZE.matcher(option);
                    if (option.startsWith("-XX:")) {
                        flags.add(option.substring("-XX:".length()));
                    } else if (size.matches()) {
                        flags.addAll(sizes(size.group(1), Long.parseLong(size.group(2)), size.group(3)));
                    } else {
                        arguments.add(option);
                    }
                });
        return new JvmSettings(flags, arguments);
    }

    /** The flags that the short options stand for; the stack's is counted in KiB. */
    private static List<String> sizes(String option, long number, String unit) {
        return switch (option) {
            case "ms" -> List.of("MinHeapSize=" + number + unit, "InitialHeapSize=" + number + unit);
            case "mx" -> List.of("MaxHeapSize=" + number + unit);
            default ->
                List.of("ThreadStackSize="
                        + switch (unit) {
                            case "k", "K" -> number;
                            case "m", "M" -> number * 1024;
                            case "g", "G" -> number * 1024 * 1024;
                            default -> number / 1024;
                        });
        };
    }

    /**
     * The same with an AOT cache. Where it is mapped is fixed, so that its pages stay those of the file: moved to another address they
     * would be changed, and so copied, at each start. A JVM that finds the address taken moves them all the same.
     */
    JvmSettings with(String cache) {
        var all = new ArrayList<>(flags);
        all.addAll(List.of("+UnlockDiagnosticVMOptions", "ArchiveRelocationMode=0", "AOTCache=" + cache));
        return new JvmSettings(all, arguments);
    }

    /** The file of flags. */
    String file() {
        return flags.isEmpty() ? "" : String.join("\n", flags) + "\n";
    }
}
