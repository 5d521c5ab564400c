package dev.capstan.image.pullrequest.kube;

import dev.capstan.access.SecretAccess;
import dev.capstan.access.git.adapter.GitHubTokens;
import dev.capstan.forge.client.Forges;
import dev.capstan.image.automation.kube.PullRequestStepFactory;
import dev.capstan.image.automation.message.CommitMessage;
import dev.capstan.image.automation.proposal.PullRequestStep;
import dev.capstan.image.kube.ImageServices;
import dev.capstan.image.pullrequest.ProposalRun;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes the step that proposes what automations push. */
@Singleton
final class ProposalFactory implements PullRequestStepFactory {

    @Override
    public PullRequestStep open(ImageServices services) {
        var accounts = new SecretAccounts(
                new Forges(services.http(), services.clock()),
                new SecretAccess(services.secrets()::read),
                new GitHubTokens(services.http(), services.clock()));
        return new ProposalRun(
                accounts,
                new CommitMessage(services.clock(), new SecureRandom()),
                new RegistryOrigins(services.registries()),
                new ProposalCounter(services.metrics()),
                services.clock());
    }
}
