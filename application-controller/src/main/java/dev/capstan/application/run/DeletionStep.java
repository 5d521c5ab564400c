package dev.capstan.application.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.Condition;
import dev.capstan.application.compare.Visibility;
import dev.capstan.application.deletion.DeletionOutcome;
import dev.capstan.application.deletion.DeletionRun;
import dev.capstan.application.deletion.DeletionSite;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.object.Sources;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.refresh.RefreshLevel;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.project.AppProject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Goes on with the deletion of an Application, as far as its project and its cluster are there. */
final class DeletionStep {
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final DeletionRun run;
    private final PassPorts ports;
    private final Clock clock;

    DeletionStep(DeletionRun run, PassPorts ports, Clock clock) {
        this.run = run;
        this.ports = ports;
        this.clock = clock;
    }

    DeletionOutcome run(Pass pass) {
        ApplicationObject application = pass.application();
        ControlPlane plane = pass.looking().plane();
        Optional<AppProject> project = plane.project(application.spec().project());
        if (project.isEmpty()) {
            return failed("the project " + application.spec().project() + " does not exist, so nothing may be deleted;"
                    + " make it again, or take the finalizers off if the objects shall stay");
        }
        return switch (plane.clusters().find(Windows.destination(application))) {
            case Clusters.Lookup.NotFound(String why) ->
                DeletionRun.abandon(application, "its objects are left as they are: " + why);
            case Clusters.Lookup.Unusable(String why) -> failed(why);
            case Clusters.Lookup.Found(Cluster cluster) ->
                switch (ports.views().of(cluster)) {
                    case LiveViews.Opened.Closed(String why) -> failed(why);
                    case LiveViews.Opened.Open(LiveView view) -> run(pass, project.get(), cluster, view);
                };
        };
    }

    private DeletionOutcome run(Pass pass, AppProject project, Cluster cluster, LiveView view) {
        List<ObjectNode> manifests = List.of();
        DeletionRun.Need need = DeletionRun.manifests(pass.application());
        if (need != DeletionRun.Need.NONE) {
            pass.look(Sources.of(pass.application().spec()), RefreshLevel.COMPARE);
            if (pass.look() instanceof Look.Seen seen) {
                manifests = seen.compared().targets().deletionHooks();
            } else if (need == DeletionRun.Need.NECESSARY) {
                return failed("the hooks of the deletion cannot be run: " + messages(pass.look())
                        + "; correct that, or take the finalizer of the hooks off");
            }
        }
        Optional<String> gap = pass.looking()
                .wantAll(view)
                .message()
                .or(() -> view.of(pass.looking().instance()).gap());
        if (gap.isPresent()) {
            return failed("it cannot be told which objects are left: " + gap.get());
        }
        return run.run(pass.application(), manifests, site(pass, project, cluster, view));
    }

    private DeletionSite site(Pass pass, AppProject project, Cluster cluster, LiveView view) {
        ControlPlane plane = pass.looking().plane();
        String instance = pass.looking().instance();
        return new DeletionSite(
                instance,
                view,
                new Visibility(instance, plane, project, cluster, Rendering.scopes(view)),
                ActionContexts.of(pass.application(), project, cluster, clock.instant()),
                plane.health());
    }

    private static String messages(Look look) {
        return look.conditions().found().stream().map(Condition::message).collect(Collectors.joining("; "));
    }

    private DeletionOutcome failed(String message) {
        return new DeletionOutcome.Failed(message, clock.instant().plus(RETRY));
    }
}
