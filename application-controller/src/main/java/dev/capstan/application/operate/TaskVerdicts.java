package dev.capstan.application.operate;

import dev.capstan.application.compare.ComparedApplication;
import dev.capstan.application.live.KindLookup;
import dev.capstan.application.live.LiveView;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.project.ProjectResource;
import dev.capstan.argo.project.ResourceCheck;
import dev.capstan.argo.sync.KindVerdict;
import dev.capstan.argo.sync.SyncTask;
import java.util.Optional;
import java.util.function.Function;

/** Whether tasks may be carried out: by the project, by others who apply the same object, and by the kinds that the cluster serves. */
final class TaskVerdicts implements Function<SyncTask, KindVerdict> {
    private final ComparedApplication compared;
    private final ResourceCheck check;
    private final LiveView view;
    private final String namespace;

    /** @param namespace of the destination */
    TaskVerdicts(ComparedApplication compared, ResourceCheck check, LiveView view, String namespace) {
        this.compared = compared;
        this.check = check;
        this.view = view;
        this.namespace = namespace;
    }

    @Override
    public KindVerdict apply(SyncTask task) {
        ObjectKey key = task.key();
        ProjectResource resource =
                ProjectResource.of(task.object(), compared.scopes().apply(key.group(), key.kind()), namespace);
        Optional<String> refusal = check.refusal(resource).or(() -> task.live().flatMap(compared::foreignRefusal));
        if (refusal.isPresent()) {
            return new KindVerdict.Refused(refusal.get());
        }
        return switch (view.kind(key.group(), key.kind())) {
            case KindLookup.Served _ -> new KindVerdict.Permitted();
            case KindLookup.NotServed _ ->
                new KindVerdict.NoSuchKind("The Kubernetes API could not find " + key.group() + "/" + key.kind()
                        + " for requested resource " + key.namespace() + "/" + key.name()
                        + ". Make sure the \"" + key.kind() + "\" CRD is installed on the destination cluster.");
            case KindLookup.Unknown(String why) -> new KindVerdict.NoSuchKind(why);
        };
    }
}
