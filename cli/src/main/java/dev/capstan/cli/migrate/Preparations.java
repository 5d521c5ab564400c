package dev.capstan.cli.migrate;

import dev.capstan.cli.migrate.takeover.Preparation;
import dev.capstan.cli.rollout.NatsSecrets;
import java.time.Instant;

/** What our components need before their pods start. */
final class Preparations {

    private Preparations() {}

    static Preparation secrets() {
        return namespace -> new NatsSecrets(namespace, Instant.now()).make();
    }
}
