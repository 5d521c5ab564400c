package dev.capstan.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong words on the command line: one line that says what is wrong, one with the nearest word or where to read on. */
final class WrongUse implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        Optional<String> unknown = unknownWord(wrong);
        err.println(command.getColorScheme().errorText("capstan: " + message(wrong, unknown)));
        err.println(unknown.flatMap(word -> nearest(word, command.getCommandSpec()))
                .map(word -> "Did you mean '" + word + "'?")
                .orElseGet(() -> "See '" + command.getCommandSpec().qualifiedName() + " --help'."));
        return ExitCode.USAGE;
    }

    private static String message(ParameterException wrong, Optional<String> unknown) {
        return unknown.map(word ->
                        word.startsWith("-") ? "there is no option " + word : "there is no command '" + word + "'")
                .map(text -> text + in(wrong.getCommandLine().getCommandSpec()))
                .orElse(String.valueOf(wrong.getMessage()));
    }

    private static String in(CommandSpec command) {
        return command.parent() == null ? "" : " of " + command.qualifiedName();
    }

    /** The first word that no command, option or parameter takes. */
    private static Optional<String> unknownWord(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String word = unmatched.getUnmatched().getFirst();
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        boolean isOption = word.startsWith("-");
        return command.subcommands().isEmpty() && !isOption
                ? Optional.empty()
                : parameter(command)
                        .filter(first -> !isOption || nearest(first, command).isPresent())
                        .or(() -> Optional.of(word));
    }

    /** Where a command takes a word of its own as well as commands: what was taken for that word, and was meant for a command. */
    private static Optional<String> parameter(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? Optional.empty()
                : command.positionalParameters().stream()
                        .map(parameter -> parameter.<@Nullable Object>getValue())
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .findFirst();
    }

    private static Optional<String> nearest(String word, CommandSpec command) {
        Stream<String> known = word.startsWith("-")
                ? command.options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option -> Stream.of(option.names()))
                : command.subcommands().keySet().stream();
        return SimilarWords.nearest(word, known.toList());
    }
}
