package dev.capstan.application.set;

import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.signature.SignatureGate;
import dev.capstan.argo.set.input.SetRequest;
import java.util.Optional;

/**
 * What the project of a set demands of the commits that its generators read. A project that is a template is not known before the commit was
 * read; its Applications are held to what it demands all the same.
 */
public record ProjectTrust(ControlPlaneView plane, SignatureGate gate) implements SourceTrees.CommitTrust {
    @Override
    public Optional<String> refusal(SetRequest.Tree request, String commit) {
        return gate.refusal(plane.now(), request.project(), request.repoURL(), request.revision(), commit);
    }
}
