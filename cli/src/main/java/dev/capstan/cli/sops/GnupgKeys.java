package dev.capstan.cli.sops;

import dev.capstan.cli.process.Invocation;
import dev.capstan.cli.process.ProgramRun;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.MasterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The OpenPGP keys of the user, with whom only GnuPG and its agent may deal: {@code gpg}, or the program that SOPS_GPG_EXEC names. */
final class GnupgKeys implements KeyService {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{8,64}!?");

    private final String program;

    GnupgKeys(Invocation invocation) {
        this.program = invocation.variable("SOPS_GPG_EXEC").orElse("gpg");
    }

    @Override
    public Opening open(MasterKey key) {
        try {
            var run = ProgramRun.of(
                    List.of(program, "--quiet", "--decrypt"),
                    Map.of(),
                    key.enc().getBytes(StandardCharsets.UTF_8));
            return run.exitCode() == 0 ? new Opening.Opened(run.out()) : new Opening.Failed(refusal(run));
        } catch (IOException e) {
            return new Opening.Failed(missing());
        }
    }

    @Override
    public Wrapping wrap(MasterKey key, byte[] secret) {
        // A fingerprint comes from a file; nothing else may become a word of a command.
        if (!FINGERPRINT.matcher(key.name()).matches()) {
            return new Wrapping.Failed("it is not the fingerprint of an OpenPGP key");
        }
        try {
            var run = ProgramRun.of(
                    List.of(
                            program,
                            "--batch",
                            "--yes",
                            "--no-default-recipient",
                            "--no-encrypt-to",
                            "--trust-model",
                            "always",
                            "--armor",
                            "--recipient",
                            key.name(),
                            "--encrypt"),
                    Map.of(),
                    secret);
            return run.exitCode() == 0
                    ? new Wrapping.Wrapped(key.with(new String(run.out(), StandardCharsets.US_ASCII)))
                    : new Wrapping.Failed(refusal(run));
        } catch (IOException e) {
            return new Wrapping.Failed(missing());
        }
    }

    private String refusal(ProgramRun run) {
        return program + " failed with exit code " + run.exitCode()
                + (run.err().isEmpty() ? "" : ": " + run.lastWord());
    }

    private String missing() {
        return "the program " + program + " cannot be started; install GnuPG, or name it in SOPS_GPG_EXEC";
    }
}
