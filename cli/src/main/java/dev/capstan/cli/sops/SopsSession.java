package dev.capstan.cli.sops;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.Invocation;
import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.format.Indents;
import dev.capstan.secrets.keys.KeyOrder;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.EncryptionPlan;
import dev.capstan.secrets.rules.KeyTexts;
import dev.capstan.secrets.sops.Sops;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What one command has to work with encrypted files: the keys of its user and the configurations that hold for files. */
public final class SopsSession implements AutoCloseable {
    private final Invocation invocation;
    private final SopsConfigFiles configs;
    private final KeyOrder order;
    private final int indent;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final UserKeys keys;

    /**
     * Opens one.
     *
     * @param config the configuration for all files; empty for the nearest of each
     * @param order in which kinds of keys are tried, as the option has it; empty for the usual one
     * @param indent of what is written; 0 for what the configuration says
     */
    public SopsSession(Invocation invocation, Optional<String> config, Optional<String> order, int indent) {
        this.invocation = invocation;
        this.configs = new SopsConfigFiles(
                config.or(() -> invocation.variable("SOPS_CONFIG")).map(Path::of), invocation);
        this.order = order.or(() -> invocation.variable("SOPS_DECRYPTION_ORDER"))
                .map(text -> KeyOrder.parse(text)
                        .orElseThrow(() -> new CommandFailure("The order of keys '" + text
                                + "' names a kind twice or one that is not known; the kinds are age, pgp, kms, gcp_kms,"
                                + " hckms, azure_kv and hc_vault")))
                .orElse(KeyOrder.DEFAULT);
        this.indent = indent;
        this.keys = new UserKeys(invocation, random, clock);
    }

    /** One with the usual settings. */
    public static SopsSession open(Invocation invocation) {
        return new SopsSession(invocation, Optional.empty(), Optional.empty(), 0);
    }

    /** The engine for a file, with the layout that holds for it. */
    public Sops sops(Path file) {
        return new Sops(keys, order, indents(file), random, clock);
    }

    private Indents indents(Path file) {
        Indents configured = configs.forFile(file)
                .map(config -> need(config.config().indents()))
                .orElse(Indents.DEFAULT);
        try {
            return indent == 0 ? configured : new Indents(indent, indent, indent);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--indent: " + e.getMessage());
        }
    }

    /** The keys of the user, each looked for when a file needs it. */
    public KeyService keys() {
        return keys;
    }

    /** The configurations. */
    public SopsConfigFiles configs() {
        return configs;
    }

    /**
     * How the rules say that a file is to be encrypted; empty when there is no configuration, or no rule in it.
     *
     * @param context of keys of AWS that have none themselves
     * @throws CommandFailure when there are rules, and none is for the file
     */
    public Optional<EncryptionPlan> planned(Path file, Map<String, String> context) {
        return configs.forFile(file)
                .flatMap(config -> need(config.config().planFor(config.pathOf(file), texts(), context)));
    }

    /** Makes keys of words. */
    public KeyTexts texts() {
        return new KeyTexts(clock);
    }

    Invocation invocation() {
        return invocation;
    }

    /**
     * The result of the engine.
     *
     * @throws CommandFailure with its words and its exit code when it has refused
     */
    public static <T> T need(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T> done -> done.value();
            case Outcome.Refused<T> refused ->
                throw new CommandFailure(
                        refused.failure().message(), refused.failure().exitCode());
        };
    }

    @Override
    public void close() {
        keys.close();
    }
}
