package dev.capstan.application.set.kube;

import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.set.ApplicationForm;
import dev.capstan.application.set.SetQuestions;
import dev.capstan.application.set.SetRules;
import dev.capstan.application.set.SetWrites;
import dev.capstan.argo.set.ApplicationSets;

/** What all passes over sets work with. */
record SetSurroundings(
        ControlPlaneView plane,
        LiveApplications applications,
        ApplicationSets sets,
        SetQuestions questions,
        SetRules rules,
        ApplicationForm form,
        SetWrites writes,
        SetFinalizer finalizer,
        SetMemories memories,
        SetWakes wakes) {}
