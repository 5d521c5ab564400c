package dev.capstan.image.automation.kube;

import dev.capstan.access.git.GitAccess;
import dev.capstan.access.git.adapter.CloudDevOpsIdentity;
import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.api.bus.Bus;
import dev.capstan.api.image.ImageUpdateAutomation;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.git.GitLimits;
import dev.capstan.git.GitSettings;
import dev.capstan.git.write.RemoteCommits;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.proposal.PullRequestStep;
import dev.capstan.image.automation.run.AutomationPorts;
import dev.capstan.image.automation.run.AutomationRun;
import dev.capstan.image.kube.FailureCounter;
import dev.capstan.image.kube.ImageIdentities;
import dev.capstan.image.kube.ImageKindFactory;
import dev.capstan.image.kube.ImageServices;
import dev.capstan.images.setter.ImageSetter;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.SecureRandom;

/** Opens what writes images into Git. */
@Singleton
final class AutomationFactory implements ImageKindFactory {
    private static final String FOLDER = "automation";

    private final Instance<Bus> buses;
    private final PullRequestStepFactory pullRequests;

    @Inject
    AutomationFactory(Instance<Bus> buses, PullRequestStepFactory pullRequests) {
        this.buses = buses;
        this.pullRequests = pullRequests;
    }

    @Override
    public KindReconciler<?, ?> open(ImageServices services) throws IOException {
        RemoteCommits commits = RemoteCommits.open(
                services.folder().resolve(FOLDER),
                new GitSettings(services.addresses(), GitLimits.DEFAULT),
                services.clock());
        services.scope().keep(new UnusedRemotes(commits));
        PullRequestStep proposing = pullRequests.open(services);
        return new KindReconciler<>(
                ImageIdentities.AUTOMATION,
                KindConventions.toolkit(ImageUpdateAutomation.class, ImageUpdateAutomationStatus.INITIAL),
                services.reconcilers(),
                context -> reconciler(services, commits, proposing, context));
    }

    private AutomationReconciler reconciler(
            ImageServices services,
            RemoteCommits commits,
            PullRequestStep proposing,
            ReconcilerContext<ImageUpdateAutomation, ImageUpdateAutomationStatus> context) {
        var triggers = new AutomationTriggers(context);
        var scope = services.reconcilers().watchScope();
        var policies = services.scope().keep(new WatchedPolicies(services.client(), scope, triggers::policyChanged));
        var sources = services.scope().keep(new WatchedSources(services.client(), scope, triggers::sourceChanged));
        var access = new GitAccess(
                services.secrets()::read,
                new GitHubTokens(services.http(), services.clock()),
                new CloudDevOpsIdentity(services.cloud()));
        var ports = new AutomationPorts(
                sources,
                new SecretRemotes(access),
                new SecretSigners(services.secrets()::read),
                new EngineRepository(commits),
                proposing);
        var run = new AutomationRun(
                ports,
                new CommitMessage(services.clock(), new SecureRandom()),
                new ImageSetter(),
                services.mayCrossNamespaces());
        policies.start();
        sources.start();
        return new AutomationReconciler(
                context,
                run,
                policies,
                new SourceNudge(services.client(), buses.get(), services.clock()),
                proposing,
                new FailureCounter(services.metrics()));
    }
}
