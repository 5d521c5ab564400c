package dev.capstan.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
        err.println(command.getColorScheme().errorText("capstan: " + message(wrong)));
        err.println(nearest(wrong)
                .map(word -> "Did you mean '" + word + "'?")
                .orElseGet(() -> "See '" + command.getCommandSpec().qualifiedName() + " --help'."));
        return ExitCode.USAGE;
    }

    private static String message(ParameterException wrong) {
        return unknownWord(wrong)
                .map(word -> word.startsWith("-") ? "there is no option " + word : "there is no command '" + word + "'")
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
        boolean isCommandWanted = !command.subcommands().isEmpty() || word.startsWith("-");
        return isCommandWanted ? Optional.of(word) : Optional.empty();
    }

    private static Optional<String> nearest(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        return unknownWord(wrong).flatMap(word -> {
            Stream<String> known = word.startsWith("-")
                    ? command.options().stream()
                            .filter(option -> !option.hidden())
                            .flatMap(option -> Stream.of(option.names()))
                    : command.subcommands().keySet().stream();
            return nearest(word.toLowerCase(Locale.ROOT), known.toList());
        });
    }

    /** The word with the fewest changed letters, where these are at most about a third of it. */
    static Optional<String> nearest(String word, List<String> known) {
        return known.stream()
                .filter(candidate -> changes(word, candidate) <= (candidate.length() + 1) / 3)
                .min(Comparator.comparingInt(candidate -> changes(word, candidate)));
    }

    /** How many letters must be added, removed or replaced to make one word of the other (Levenshtein distance). */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
