package dev.capstan.e2e;

import dev.capstan.testkit.cluster.TestCluster;
import dev.capstan.testkit.cluster.TestNamespace;
import dev.capstan.testkit.cluster.WithCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an installation does for people, whatever processes it is made of: the tests of all contracts against one installation. */
@WithCluster(dedicated = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PushToClusterContract
        implements SourcesContract,
                ApplyContract,
                SealedSecretContract,
                HelmContract,
                NotificationContract,
                ImageContract,
                PromotionContract,
                ArgoContract,
                HandOverContract,
                RecoveryContract,
                LeakContract {
    private final Installation.Mode mode;

    private Installation installation;
    private TestCluster cluster;
    private Tenant tenant;

    PushToClusterContract(Installation.Mode mode) {
        this.mode = mode;
    }

    @Override
    public final Installation installation() {
        return installation;
    }

    @Override
    public final TestCluster cluster() {
        return cluster;
    }

    @Override
    public final Tenant tenant() {
        return tenant;
    }

    @BeforeAll
    void install(TestCluster dedicated) {
        cluster = dedicated;
        installation = new Installation(mode, dedicated, Installation.newFolder(mode)).start();
    }

    @AfterAll
    void uninstall() {
        installation.close();
    }

    @BeforeEach
    void moveIn(TestNamespace namespace, @TempDir Path repositories) {
        tenant = new Tenant(namespace, repositories);
    }

    @AfterEach
    void moveOut() {
        tenant.close();
    }
}
