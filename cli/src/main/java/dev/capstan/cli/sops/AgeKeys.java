package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.process.ProgramRun;
import dev.capstan.secrets.age.AgeException;
import dev.capstan.secrets.age.AgeIdentities;
import dev.capstan.secrets.age.AgeIdentity;
import dev.capstan.secrets.age.AgeKeyService;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The private keys of age that a user has: in the environment, in files that it names, from commands that it names, in the user's folders. All
 * are collected; what cannot be read is said when no other one opens the file.
 */
final class AgeKeys implements KeyService {
    private static final String COMMAND = "SOPS_AGE_KEY_CMD";
    private static final Set<PosixFilePermission> FOR_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Invocation invocation;
    private final SecureRandom random;
    private final List<AgeIdentity> identities = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private boolean isRead;

    AgeKeys(Invocation invocation, SecureRandom random) {
        this.invocation = invocation;
        this.random = random;
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        return new AgeKeyService(List.of(), random).wrap(key, secret);
    }

    @Override
    public synchronized Opening open(MasterKey key) {
        if (!isRead) {
            isRead = true;
            read();
        }
        var all = new ArrayList<>(identities);
        var told = new ArrayList<>(problems);
        invocation.variable(COMMAND).ifPresent(command -> {
            try {
                all.addAll(AgeIdentities.read(
                        COMMAND, output(COMMAND, command, Map.of("SOPS_AGE_RECIPIENT", key.name())), this::passphrase));
            } catch (AgeException e) {
                told.add(e.problem());
            } catch (IOException e) {
                told.add(COMMAND + ": " + e.getMessage());
            }
        });
        Opening opening = new AgeKeyService(all, random).open(key);
        return opening instanceof Opening.Failed failed && (!told.isEmpty() || all.isEmpty())
                ? new Opening.Failed(failed.problem() + explained(told, all.isEmpty()))
                : opening;
    }

    private String explained(List<String> told, boolean hasNone) {
        String places = hasNone
                ? " (looked for in SOPS_AGE_KEY, SOPS_AGE_KEY_FILE, " + COMMAND + ", SOPS_AGE_SSH_PRIVATE_KEY_FILE, "
                        + defaultFile() + " and " + invocation.home().resolve(".ssh") + ")"
                : "";
        return places + (told.isEmpty() ? "" : "; " + String.join("; ", told));
    }

    private void read() {
        boolean hasSsh = addSsh();
        invocation
                .variable("SOPS_AGE_KEY")
                .ifPresent(text -> add("SOPS_AGE_KEY", text.getBytes(StandardCharsets.UTF_8)));
        invocation.variable("SOPS_AGE_KEY_FILE").ifPresent(file -> addFile("SOPS_AGE_KEY_FILE ", Path.of(file)));
        Path usual = defaultFile();
        if (Files.exists(usual)) {
            addFile("", usual);
        }
        if (!hasSsh) {
            for (String name : List.of("id_ed25519", "id_rsa")) {
                Path file = invocation.home().resolve(".ssh").resolve(name);
                if (Files.exists(file)) {
                    addFile("", file);
                }
            }
        }
    }

    /** Whether the environment names SSH keys, so that those of the user's folder are not looked at. */
    private boolean addSsh() {
        Optional<String> file = invocation.variable("SOPS_AGE_SSH_PRIVATE_KEY_FILE");
        Optional<String> command = invocation.variable("SOPS_AGE_SSH_PRIVATE_KEY_CMD");
        file.ifPresent(name -> addFile("SOPS_AGE_SSH_PRIVATE_KEY_FILE ", Path.of(name)));
        command.ifPresent(words -> {
            try {
                add("SOPS_AGE_SSH_PRIVATE_KEY_CMD", output("SOPS_AGE_SSH_PRIVATE_KEY_CMD", words, Map.of()));
            } catch (IOException e) {
                problems.add("SOPS_AGE_SSH_PRIVATE_KEY_CMD: " + e.getMessage());
            }
        });
        return file.isPresent() || command.isPresent();
    }

    private Path defaultFile() {
        return configFolder().resolve("sops").resolve("age").resolve("keys.txt");
    }

    private Path configFolder() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Optional<Path> named = invocation.variable("XDG_CONFIG_HOME").map(Path::of);
        if (system.startsWith("windows")) {
            return invocation.variable("AppData").map(Path::of).orElseGet(() -> invocation.home());
        }
        return named.orElseGet(() -> system.startsWith("mac")
                ? invocation.home().resolve("Library").resolve("Application Support")
                : invocation.home().resolve(".config"));
    }

    private void addFile(String origin, Path file) {
        try {
            warnWhenOpenToOthers(file);
            add(origin + file, Files.readAllBytes(file));
        } catch (IOException e) {
            problems.add(origin + file + " cannot be read");
        }
    }

    private void warnWhenOpenToOthers(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(FOR_OTHERS::contains)) {
            invocation.warn(file + " holds private keys and can be read by others; change that: chmod 600 " + file);
        }
    }

    private void add(String origin, byte[] keys) {
        try {
            identities.addAll(AgeIdentities.read(origin, keys, this::passphrase));
        } catch (AgeException e) {
            problems.add(e.problem());
        }
    }

    private static byte[] output(String variable, String command, Map<String, String> variables) throws IOException {
        var run = ProgramRun.of(ShellWords.split(command), variables, new byte[0]);
        if (run.exitCode() != 0) {
            throw new IOException("the command of " + variable + " failed with exit code " + run.exitCode());
        }
        return run.out();
    }

    private byte[] passphrase() {
        Console console = System.console();
        char[] typed = console == null || !console.isTerminal()
                ? null
                : console.readPassword("Passphrase of the file of age keys: ");
        if (typed == null) {
            throw new CommandFailure(
                    "A file of age keys has a passphrase, and there is no terminal to ask for it. Give the keys in"
                            + " SOPS_AGE_KEY or by a command in " + COMMAND);
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
        byte[] passphrase = new byte[encoded.remaining()];
        encoded.get(passphrase);
        Arrays.fill(encoded.array(), (byte) 0);
        Arrays.fill(typed, '\0');
        return passphrase;
    }
}
