package dev.capstan.image.automation.kube;

import dev.capstan.image.automation.proposal.PullRequestStep;
import dev.capstan.image.kube.ImageServices;

/** Opens what proposes pull requests. At most one bean of this type; without one nothing can be proposed. */
@FunctionalInterface
public interface PullRequestStepFactory {

    /** Called once, when the controller starts. */
    PullRequestStep open(ImageServices services);
}
