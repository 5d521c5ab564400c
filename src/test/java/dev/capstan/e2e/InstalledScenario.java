package dev.capstan.e2e;

import dev.capstan.testkit.cluster.TestCluster;

/** What the tests of an installation act on. */
interface InstalledScenario {
    /** The controllers. */
    Installation installation();

    /** Their cluster. */
    TestCluster cluster();

    /** A namespace and a repository for one test. */
    Tenant tenant();
}
