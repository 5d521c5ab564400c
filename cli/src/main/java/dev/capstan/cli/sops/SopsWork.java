package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.metadata.KeyChange;
import dev.capstan.secrets.sops.Edited;
import dev.capstan.secrets.sops.MacCheck;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files that are decrypted and encrypted as a whole. */
final class SopsWork {
    static final int NO_FILE = 100;
    static final int NOT_READABLE = 2;
    private static final int CONFLICT = 8;
    private static final int INDEX_MALFORMED = 7;

    private SopsWork() {}

    /** The one file that a command needs. */
    static String required(@Nullable String file) {
        if (file == null) {
            throw new CommandFailure("No file is named", NO_FILE);
        }
        return file;
    }

    static MacCheck check(OpeningOptions opening) {
        return opening.ignoresMac() ? MacCheck.IGNORED : MacCheck.REQUIRED;
    }

    /** {@code decrypt}. */
    static void decrypt(
            SopsSession session,
            Optional<String> file,
            FileTypeOptions types,
            OpeningOptions opening,
            WriteOptions write,
            Optional<String> path) {
        write.check(file.map(Path::of));
        var input = SopsInput.read(session.invocation(), file, types, NO_FILE);
        var sops = session.sops(input.rules());
        byte[] plain = SopsSession.need(
                path.isPresent()
                        ? sops.extract(input.text(), check(opening), path.get(), input.output())
                        : sops.decrypt(input.text(), check(opening), input.output()));
        write.write(session.invocation(), input.path(), plain);
    }

    /** {@code encrypt}. */
    static void encrypt(
            SopsSession session,
            Optional<String> file,
            FileTypeOptions types,
            WriteOptions write,
            RecipientOptions recipients,
            SelectionOptions selection) {
        write.check(file.map(Path::of));
        if (file.isEmpty() && types.name().isEmpty()) {
            throw new CommandFailure(
                    "--filename-override is needed with the standard input: it says which rule holds", CONFLICT);
        }
        var input = SopsInput.read(session.invocation(), file, types, NO_FILE);
        var plan = NewFilePlan.of(session, input.rules(), recipients, selection);
        byte[] encrypted = SopsSession.need(session.sops(input.rules()).encrypt(input.text(), plan, input.output()));
        write.write(session.invocation(), input.path(), encrypted);
    }

    /** {@code filestatus}: whether a file is encrypted, as JSON. */
    static void status(SopsSession session, String file, FileTypeOptions types) {
        var input = SopsInput.read(session.invocation(), Optional.of(file), types, 1);
        boolean isEncrypted = SopsSession.need(session.sops(input.rules()).isEncrypted(input.text()));
        session.invocation().printLine("{\"encrypted\":" + isEncrypted + "}");
    }

    /** {@code rotate}. */
    static void rotate(
            SopsSession session,
            String file,
            Optional<String> type,
            OpeningOptions opening,
            WriteOptions write,
            KeyChangeOptions keys) {
        Path path = Path.of(file);
        write.check(Optional.of(path));
        var input = SopsInput.read(path, type, NOT_READABLE);
        var context = Map.<String, String>of();
        var change = new KeyChange(
                NamedKeys.of(session.texts(), keys.added(), context, ""),
                NamedKeys.of(session.texts(), keys.removed(), context, ""));
        byte[] rotated = SopsSession.need(session.sops(path).rotate(input.text(), check(opening), change::appliedTo));
        write.write(session.invocation(), input.path(), rotated);
    }

    /** {@code set}. */
    static void set(
            SopsSession session, String file, Optional<String> type, OpeningOptions opening, String path, byte[] json) {
        var input = SopsInput.read(Path.of(file), type, NOT_READABLE);
        writeChanged(input, session.sops(input.rules()).set(input.text(), check(opening), path, json));
    }

    /**
     * {@code unset}.
     *
     * @param mayBeMissing whether it is well when there is nothing at the path
     */
    static void unset(
            SopsSession session,
            String file,
            Optional<String> type,
            OpeningOptions opening,
            String path,
            boolean mayBeMissing) {
        var input = SopsInput.read(Path.of(file), type, NOT_READABLE);
        var sops = session.sops(input.rules());
        writeChanged(
                input,
                mayBeMissing
                        ? sops.unsetIfThere(input.text(), check(opening), path)
                        : sops.unset(input.text(), check(opening), path));
    }

    private static void writeChanged(SopsInput input, Outcome<Edited> outcome) {
        if (outcome instanceof Outcome.Refused<Edited> refused
                && refused.failure() instanceof SecretsFailure.PathMalformed malformed) {
            throw new CommandFailure(malformed.message(), INDEX_MALFORMED);
        }
        var edited = SopsSession.need(outcome);
        if (edited.changed()) {
            WriteOptions.write(input.rules(), edited.text());
        }
    }
}
