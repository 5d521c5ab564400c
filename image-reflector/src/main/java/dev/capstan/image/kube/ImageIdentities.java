package dev.capstan.image.kube;

import dev.capstan.runtime.host.ControllerIdentity;

/** What the controller of the image kinds is called. It is one program; events name two, as people and alerts know them. */
public final class ImageIdentities {
    private static final String ID = "image";

    /** For ImageRepositories and ImagePolicies, and for the program. */
    public static final ControllerIdentity REFLECTOR =
            new ControllerIdentity(ID, "image-reflector-controller", "image-reflector-controller");

    /** For ImageUpdateAutomations. */
    public static final ControllerIdentity AUTOMATION =
            new ControllerIdentity(ID, "image-automation-controller", "image-automation-controller");

    private ImageIdentities() {}
}
