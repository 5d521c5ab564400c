package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.disk.WholeFile;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.Invocation;
import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.sops.Edited;
import dev.capstan.secrets.sops.SopsText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * One edit: the plain text goes into a private file in memory, the editor changes it, and what it left is encrypted. What cannot be encrypted
 * is offered to the editor again. The private file goes with the command, however that ends.
 */
final class EditRun {
    private static final int UNCHANGED = 200;

    private final Invocation invocation;
    private final CommandScope scope;
    private final Path target;
    private final Optional<byte[]> before;
    private final Function<byte[], Outcome<byte[]>> encryption;

    private EditRun(
            Invocation invocation,
            CommandScope scope,
            Path target,
            Optional<byte[]> before,
            Function<byte[], Outcome<byte[]>> encryption) {
        this.invocation = invocation;
        this.scope = scope;
        this.target = target;
        this.before = before;
        this.encryption = encryption;
    }

    /** Edits a file; one that is not there yet is made. */
    static int run(
            SopsSession session,
            String name,
            Optional<String> type,
            OpeningOptions opening,
            RecipientOptions recipients,
            SelectionOptions selection)
            throws Exception {
        Path file = Path.of(name);
        return CommandScope.run(scope -> {
            if (Files.exists(file)) {
                change(session, scope, SopsInput.read(file, type, SopsWork.NOT_READABLE), opening);
            } else {
                create(session, scope, file, type, recipients, selection);
            }
            return 0;
        });
    }

    private static void change(SopsSession session, CommandScope scope, SopsInput input, OpeningOptions opening) {
        var sops = session.sops(input.rules());
        var check = SopsWork.check(opening);
        byte[] plain = SopsSession.need(sops.decrypt(input.text(), check));
        new EditRun(
                        session.invocation(),
                        scope,
                        input.rules(),
                        Optional.of(input.text().text()),
                        edited -> sops.edit(input.text(), check, edited).then(EditRun::text))
                .edit(plain);
    }

    private static Outcome<byte[]> text(Edited edited) {
        return new Outcome.Done<>(edited.text());
    }

    private static void create(
            SopsSession session,
            CommandScope scope,
            Path file,
            Optional<String> type,
            RecipientOptions recipients,
            SelectionOptions selection) {
        var plan = NewFilePlan.of(session, file, recipients, selection);
        var format = SopsInput.format(type, file.toString());
        var sops = session.sops(file);
        new EditRun(
                        session.invocation(),
                        scope,
                        file,
                        Optional.empty(),
                        edited -> sops.encrypt(new SopsText(file.toString(), format, edited), plan))
                .edit(ExampleText.of(format));
    }

    private void edit(byte[] offered) {
        Path copy = scope.keep(PlainFolder.create(invocation)).path().resolve(target.getFileName());
        var editor = EditorProgram.of(invocation);
        byte[] refused = offered;
        try {
            WholeFile.createPrivate(copy, offered);
            while (true) {
                editor.open(copy, scope);
                byte[] edited = Files.readAllBytes(copy);
                if (Arrays.equals(edited, offered)) {
                    throw new CommandFailure(target + " was not changed", UNCHANGED);
                }
                Optional<CommandFailure> problem = problem(edited);
                if (problem.isEmpty()) {
                    return;
                }
                askForMore(problem.get(), Arrays.equals(edited, refused));
                refused = edited;
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot use the file for the editor: " + e.getMessage(), e);
        }
    }

    /** Encrypts and writes an edit; what is wrong with it otherwise. */
    private Optional<CommandFailure> problem(byte[] edited) {
        try {
            byte[] encrypted = SopsSession.need(encryption.apply(edited));
            requireAsBefore();
            WriteOptions.write(target, encrypted);
            return Optional.empty();
        } catch (CommandFailure e) {
            return Optional.of(e);
        }
    }

    private void requireAsBefore() {
        boolean isAsBefore = before.isPresent() == Files.exists(target)
                && before.map(text -> Arrays.equals(text, SopsInput.bytes(target, SopsWork.NOT_READABLE)))
                        .orElse(true);
        if (!isAsBefore) {
            throw new CommandFailure(target + " was changed by somebody else meanwhile, and is not overwritten");
        }
    }

    /** Waits for the user's word. Nobody can be asked without an input; then the same edit twice is the end. */
    private void askForMore(CommandFailure problem, boolean isAgain) {
        invocation.err().println("capstan: " + problem.getMessage());
        invocation.err().println("Nothing is lost: press Enter to go on editing, Ctrl-C to give it up.");
        invocation.err().flush();
        if (!hasLine(invocation.in()) && isAgain) {
            throw problem;
        }
    }

    private static boolean hasLine(InputStream in) {
        try {
            int read = in.read();
            while (read >= 0 && read != '\n') {
                read = in.read();
            }
            return read >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
