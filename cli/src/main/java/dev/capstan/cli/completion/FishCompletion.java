package dev.capstan.cli.completion;

import java.util.List;
import java.util.stream.Collectors;

/** Completion for fish: one line for each command, word and option. */
final class FishCompletion {

    private FishCompletion() {}

    static String of(CommandTree program) {
        String name = program.path().getFirst();
        var script = new StringBuilder(
                "# Completion of %1$s for fish: %1$s completion fish > ~/.config/fish/completions/%1$s.fish\n"
                        .formatted(name));
        script.append("complete -c %s -e\n".formatted(name));
        for (CommandTree command : program.all()) {
            add(script, name, command);
        }
        return script.toString();
    }

    private static void add(StringBuilder script, String name, CommandTree command) {
        String condition = condition(command);
        for (CommandTree child : command.commands()) {
            script.append("complete -c %s -f -n %s -a %s -d %s\n"
                    .formatted(name, quoted(condition), quoted(child.path().getLast()), quoted(child.description())));
        }
        if (!command.words().isEmpty()) {
            script.append("complete -c %s -f -n %s -a %s\n"
                    .formatted(name, quoted(condition), quoted(String.join(" ", command.words()))));
        }
        for (CommandTree.OptionWord option : command.options()) {
            script.append("complete -c %s -n %s %s%s -d %s\n"
                    .formatted(name, quoted(condition), names(option), value(option), quoted(option.description())));
        }
    }

    /** All words of the path were typed, and no command below it. */
    private static String condition(CommandTree command) {
        List<String> typed = command.path().subList(1, command.path().size());
        String seen = typed.stream()
                .map(word -> "__fish_seen_subcommand_from " + word)
                .collect(Collectors.joining("; and "));
        String below =
                command.commands().stream().map(child -> child.path().getLast()).collect(Collectors.joining(" "));
        String none = below.isEmpty() ? "" : "not __fish_seen_subcommand_from " + below;
        return seen.isEmpty() || none.isEmpty()
                ? (seen + none).isEmpty() ? "true" : seen + none
                : seen + "; and " + none;
    }

    private static String names(CommandTree.OptionWord option) {
        return option.names().stream()
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
    }

    private static String value(CommandTree.OptionWord option) {
        if (!option.hasValue()) {
            return "";
        }
        return option.values().isEmpty() ? " -r" : " -x -a " + quoted(String.join(" ", option.values()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
