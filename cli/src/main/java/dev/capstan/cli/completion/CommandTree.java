package dev.capstan.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command as completions need it.
 *
 * @param path its words, the name of the program first
 * @param description what it does, in one line
 * @param options its options
 * @param words what may stand in the place of its first word, if that is one of a few
 * @param commands its subcommands
 */
record CommandTree(
        List<String> path,
        String description,
        List<OptionWord> options,
        List<String> words,
        List<CommandTree> commands) {

    CommandTree {
        path = List.copyOf(path);
        options = List.copyOf(options);
        words = List.copyOf(words);
        commands = List.copyOf(commands);
    }

    /**
     * An option.
     *
     * @param names how it is written
     * @param description what it does, in one line
     * @param hasValue whether a value follows
     * @param values the values that there are, if they are a few
     */
    record OptionWord(List<String> names, String description, boolean hasValue, List<String> values) {
        OptionWord {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }
    }

    /** The command and everything below it. */
    static CommandTree of(CommandSpec command) {
        return of(command, List.of(command.name()));
    }

    private static CommandTree of(CommandSpec command, List<String> path) {
        List<CommandTree> commands = new ArrayList<>();
        command.subcommands().forEach((name, child) -> {
            if (!child.getCommandSpec().usageMessage().hidden()) {
                var longer = new ArrayList<>(path);
                longer.add(name);
                commands.add(of(child.getCommandSpec(), longer));
            }
        });
        return new CommandTree(
                path,
                firstLine(command.usageMessage().description()),
                command.options().stream()
                        .filter(option -> !option.hidden())
                        .map(CommandTree::option)
                        .toList(),
                command.positionalParameters().stream()
                        .findFirst()
                        .map(CommandTree::candidates)
                        .orElse(List.of()),
                commands);
    }

    private static OptionWord option(OptionSpec option) {
        List<String> names = new ArrayList<>(List.of(option.names()));
        if (option.negatable()) {
            names.add("--no-" + option.longestName().substring(2));
        }
        return new OptionWord(
                names, firstLine(option.description()), option.arity().max() > 0, candidates(option));
    }

    private static List<String> candidates(ArgSpec argument) {
        return Optional.ofNullable(argument.completionCandidates())
                .map(words -> StreamSupport.stream(words.spliterator(), false)
                        .map(word ->
                                argument.type().isEnum() || isEnumList(argument) ? word.toLowerCase(Locale.ROOT) : word)
                        .toList())
                .orElse(List.of());
    }

    private static boolean isEnumList(ArgSpec argument) {
        Class<?>[] types = argument.auxiliaryTypes();
        return types.length > 0 && types[0].isEnum();
    }

    private static String firstLine(String... lines) {
        return lines.length == 0
                ? ""
                : CommandLine.Help.Ansi.OFF.string(lines[0].lines().findFirst().orElse(""));
    }

    /** The command and all below it, in order. */
    List<CommandTree> all() {
        List<CommandTree> all = new ArrayList<>(List.of(this));
        commands.forEach(command -> all.addAll(command.all()));
        return all;
    }

    /** The words that may follow it: commands, and what stands in the place of its first word. */
    List<String> following() {
        List<String> following = new ArrayList<>();
        commands.forEach(command -> following.add(command.path().getLast()));
        following.addAll(words);
        return following;
    }
}
