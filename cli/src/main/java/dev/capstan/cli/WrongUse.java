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

    /** How many letters must be added, removed, replaced or exchanged with their neighbour to make one word of the other. */
    private static int changes(String from, String to) {
        int[][] changes = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                changes[row][column] = row == 0 || column == 0 ? row + column : fewest(changes, from, to, row, column);
            }
        }
        return changes[from.length()][to.length()];
    }

    private static int fewest(int[][] changes, String from, String to, int row, int column) {
        int replaced = changes[row - 1][column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        int fewest = Math.min(replaced, Math.min(changes[row - 1][column], changes[row][column - 1]) + 1);
        boolean isExchanged = row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
        return isExchanged ? Math.min(fewest, changes[row - 2][column - 2] + 1) : fewest;
    }
}
