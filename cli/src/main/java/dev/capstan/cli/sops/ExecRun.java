package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Pair;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.format.FormatException;
import dev.capstan.secrets.format.Indents;
import dev.capstan.secrets.format.SopsFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a command of the user with decrypted values, which are gone when it ends. */
final class ExecRun {
    private static final int NOT_STARTED = 127;

    private ExecRun() {}

    /** With the values of the first document as variables; ends as the command ends. */
    static int withEnvironment(
            SopsSession session,
            String file,
            Optional<String> type,
            OpeningOptions opening,
            String command,
            boolean isPristine)
            throws Exception {
        var input = SopsInput.read(Path.of(file), type, SopsWork.NOT_READABLE);
        List<Mapping> documents =
                SopsSession.need(session.sops(input.rules()).documents(input.text(), SopsWork.check(opening)));
        Map<String, String> variables = documents.isEmpty() ? Map.of() : variables(file, documents.getFirst());
        return CommandScope.run(scope -> {
            var builder = shell(command);
            if (isPristine) {
                builder.environment().clear();
            }
            variables.forEach((name, value) -> put(builder, file, name, value));
            return run(scope, builder);
        });
    }

    /** With the plain text in a file whose path stands where {@code {}} is; ends as the command ends. */
    static int withFile(
            SopsSession session,
            String file,
            FileTypeOptions types,
            OpeningOptions opening,
            String command,
            String name)
            throws Exception {
        if (name.contains("/") || name.contains("\\") || name.isEmpty() || name.equals("..") || name.equals(".")) {
            throw new CommandFailure("--filename takes a name, not a path");
        }
        var input = SopsInput.read(session.invocation(), Optional.of(file), types, SopsWork.NOT_READABLE);
        byte[] plain = SopsSession.need(
                session.sops(input.rules()).decrypt(input.text(), SopsWork.check(opening), input.output()));
        return CommandScope.run(scope -> {
            Path copy =
                    scope.keep(PlainFolder.create(session.invocation())).path().resolve(name);
            WholeFile.createPrivate(copy, plain);
            return run(scope, shell(command.replace("{}", copy.toString())));
        });
    }

    private static ProcessBuilder shell(String command) {
        return new ProcessBuilder("/bin/sh", "-c", command);
    }

    private static int run(CommandScope scope, ProcessBuilder builder) {
        try {
            return ForegroundProgram.run(scope, builder);
        } catch (IOException e) {
            throw new CommandFailure(
                    "The command cannot be started: there is no shell /bin/sh, or the values are too"
                            + " large for an environment",
                    NOT_STARTED);
        }
    }

    private static void put(ProcessBuilder builder, String file, String name, String value) {
        try {
            builder.environment().put(name, value);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(file + ": the value of " + name
                    + " cannot be a variable: the name has a =, or one of them a zero byte");
        }
    }

    /** The text that each value has in dotenv; line ends stay. */
    static Map<String, String> variables(String file, Mapping document) {
        var variables = new LinkedHashMap<String, String>();
        document.pairs().forEach(pair -> variables.put(pair.key(), text(file, pair)));
        return variables;
    }

    private static String text(String file, Pair pair) {
        if (pair.value() instanceof Scalar.Text text) {
            return text.value();
        }
        try {
            byte[] line = SopsFormat.DOTENV.store(Indents.DEFAULT).write(List.of(Mapping.of(pair)));
            String text = new String(line, StandardCharsets.UTF_8);
            return text.substring(pair.key().length() + 1, text.length() - 1);
        } catch (FormatException e) {
            throw new CommandFailure(file + ": the value of " + pair.key()
                    + " cannot be a variable: it is a map or a list; use exec-file");
        }
    }
}
