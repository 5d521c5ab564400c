package dev.capstan.application.run;

import dev.capstan.application.compare.LivingOwners;
import dev.capstan.application.live.LiveViews;
import dev.capstan.application.live.NamespaceContents;
import dev.capstan.application.operate.ObjectActions;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.signature.RevisionTrust;
import dev.capstan.application.source.Revisions;
import dev.capstan.applicationmanifests.ApplicationManifests;
import dev.capstan.applicationmanifests.SourceFiles;

/** The world as passes see it. */
public record PassPorts(
        ControlPlaneView plane,
        Revisions revisions,
        RevisionTrust trust,
        SourceFiles files,
        ApplicationManifests manifests,
        LiveViews views,
        LivingOwners owners,
        ObjectActions actions,
        NamespaceContents contents) {}
