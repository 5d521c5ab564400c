package dev.capstan.cli.migrate;

import dev.capstan.cli.migrate.takeover.Preparation;
import java.util.List;

/** What our components need before their pods start. */
final class Preparations {

    private Preparations() {}

    static Preparation secrets() {
        return namespace -> List.of();
    }
}
