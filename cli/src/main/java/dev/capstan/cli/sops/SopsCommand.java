package dev.capstan.cli.sops;

import dev.capstan.cli.SimilarWords;
import dev.capstan.cli.process.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code capstan sops}: its own words, and the old ones {@code -d}, {@code -e}, {@code -r} and a file alone. */
@Command(
        name = "sops",
        sortOptions = false,
        description = {
            "Encrypts, decrypts and edits files of SOPS, as the sops command does.",
            "A file alone is edited; with -d, -e or -r it is decrypted, encrypted or rotated."
        },
        footer = {
            "",
            "Keys are looked for where sops looks: SOPS_AGE_KEY, SOPS_AGE_KEY_FILE,",
            "SOPS_AGE_KEY_CMD, ~/.config/sops/age/keys.txt, SSH keys, GnuPG, and the",
            "identities of clouds and Vault.",
            "",
            "Examples:",
            "  capstan sops encrypt -i app/secret.yaml",
            "  capstan sops decrypt --extract '[\"db\"][\"password\"]' app/secret.yaml",
            "  capstan sops edit app/secret.yaml"
        },
        subcommands = {
            SopsDecryptCommand.class,
            SopsEncryptCommand.class,
            SopsEditCommand.class,
            SopsSetCommand.class,
            SopsUnsetCommand.class,
            SopsRotateCommand.class,
            SopsUpdateKeysCommand.class,
            SopsFileStatusCommand.class,
            SopsExecEnvCommand.class,
            SopsExecFileCommand.class
        })
public final class SopsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The file, for the old words.")
    private @Nullable String file;

    @Option(
            names = {"-d", "--decrypt"},
            description = "Decrypt the file.")
    private boolean decrypts;

    @Option(
            names = {"-e", "--encrypt"},
            description = "Encrypt the file.")
    private boolean encrypts;

    @Option(
            names = {"-r", "--rotate"},
            description = "Encrypt the file under a new data key.")
    private boolean rotates;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration. Default: $SOPS_CONFIG, else the nearest .sops.yaml above the file.")
    private @Nullable String config;

    @Option(
            names = "--indent",
            paramLabel = "BLANKS",
            scope = ScopeType.INHERIT,
            description = "How far YAML and JSON are indented. Default: what the configuration says.")
    private int indent;

    @Option(names = "--extract", paramLabel = "PATH", description = "With -d: only the value there.")
    private @Nullable String path;

    @Mixin
    private WriteOptions write = new WriteOptions();

    @Mixin
    private FileTypeOptions types = new FileTypeOptions();

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    @Mixin
    private RecipientOptions recipients = new RecipientOptions();

    @Mixin
    private KeyChangeOptions keys = new KeyChangeOptions();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Override
    public Integer call() throws Exception {
        int words = (decrypts ? 1 : 0) + (encrypts ? 1 : 0) + (rotates ? 1 : 0);
        if (file == null && words == 0) {
            spec.commandLine().usage(spec.commandLine().getErr());
            return ExitCode.USAGE;
        }
        if (words > 1) {
            throw new ParameterException(spec.commandLine(), "-d, -e and -r exclude each other");
        }
        try (var session = session(opening)) {
            if (decrypts) {
                SopsWork.decrypt(session, Optional.ofNullable(file), types, opening, write, Optional.ofNullable(path));
            } else if (encrypts) {
                SopsWork.encrypt(session, Optional.ofNullable(file), types, write, recipients, selection);
            } else if (rotates) {
                SopsWork.rotate(session, SopsWork.required(file), types.input(), opening, write, keys);
            } else {
                requireNoMistypedCommand();
                return EditRun.run(session, SopsWork.required(file), types.input(), opening, recipients, selection);
            }
        }
        return ExitCode.OK;
    }

    /** A word alone would make a new file of that name, also where it only was meant to be a command. */
    private void requireNoMistypedCommand() {
        if (file != null
                && Files.notExists(Path.of(file))
                && SimilarWords.nearest(file, spec.subcommands().keySet()).isPresent()) {
            throw new UnmatchedArgumentException(spec.commandLine(), List.of(file));
        }
    }

    /** A session with what was said before and after the command's name. */
    SopsSession session(OpeningOptions options) {
        options.check();
        return new SopsSession(
                Invocation.ofProcess(spec.commandLine().getErr()),
                Optional.ofNullable(config),
                options.order(),
                indent);
    }
}
