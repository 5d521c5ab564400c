package dev.capstan.image.automation.kube;

import dev.capstan.image.automation.proposal.PullRequestStep;
import dev.capstan.image.kube.ImageServices;

/** Opens what proposes pull requests. There is one bean of this type, in a package that knows forges. */
@FunctionalInterface
public interface PullRequestStepFactory {

    /** Called once, when the controller starts. */
    PullRequestStep open(ImageServices services);
}
