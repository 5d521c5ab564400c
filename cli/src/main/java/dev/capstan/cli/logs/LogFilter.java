package dev.capstan.cli.logs;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.kind.KindWords;
import java.util.List;
import java.util.Optional;

/**
 * Which lines are asked for.
 *
 * @param kind of the object that they are about
 * @param name of the object
 * @param namespace of the object
 * @param level the least important that is printed
 */
record LogFilter(
        Optional<ToolkitKind> kind, Optional<String> name, Optional<String> namespace, Optional<LogLevel> level) {

    /** Reads the kind by any of its names. */
    static LogFilter of(
            Optional<String> kind, Optional<String> name, Optional<String> namespace, Optional<LogLevel> level) {
        return new LogFilter(
                kind.map(word -> KindWords.one(List.of(word.split("[ /]"))).kind()), name, namespace, level);
    }

    boolean matches(LogLine line) {
        return kind.filter(it -> !it.kind().equalsIgnoreCase(line.kind())).isEmpty()
                && name.filter(it -> !it.equals(line.name())).isEmpty()
                && namespace.filter(it -> !it.equals(line.namespace())).isEmpty()
                && level.filter(it -> it.compareTo(line.level()) > 0).isEmpty();
    }

    /** Whether everything is asked for, so that also a line that cannot be read is printed. */
    boolean isOpen() {
        return kind.isEmpty() && name.isEmpty() && namespace.isEmpty() && level.isEmpty();
    }
}
