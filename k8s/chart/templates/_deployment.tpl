{{- /* A controller in pods of its own. Takes the root and the id of the controller. */ -}}
{{- define "capstan.deployment" -}}
{{- $root := index . 0 }}
{{- $id := index . 1 }}
{{- $component := index (include "capstan.components" $root | fromYaml) $id }}
{{- $chosen := index $root.Values.controllers $id }}
{{- $isShared := and (eq $id "source") (eq $root.Values.storage.kind "nats") }}
{{- $isRolling := or $isShared (has $id (list "kustomize" "helm" "image" "promotion" "application")) }}
{{- $hasData := has $id (list "source" "image" "promotion" "application") }}
{{- $listens := dict "source" (dict "http" 9090) "notification" (dict "http" 9090 "http-webhook" 9292) "secrets" (dict "http-sealing" 9393) }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $component }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "capstan.labels" (list $root $component) | nindent 4 }}
    control-plane: controller
spec:
  replicas: {{ if $isShared }}{{ max 2 (int $chosen.replicas) }}{{ else }}{{ $chosen.replicas }}{{ end }}
  strategy:
    {{- if $isRolling }}
    type: RollingUpdate
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0
    {{- else }}
    type: Recreate
    {{- end }}
  selector:
    matchLabels:
      app: {{ $component }}
  template:
    metadata:
      labels:
        app: {{ $component }}
        control-plane: controller
        app.kubernetes.io/part-of: flux
        app.kubernetes.io/component: {{ $component }}
        {{- with $chosen.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "8080"
    spec:
      {{- include "capstan.placement" $root | nindent 6 }}
      serviceAccountName: {{ $component }}
      priorityClassName: {{ $root.Values.priorityClassName }}
      terminationGracePeriodSeconds: 30
      securityContext:
        {{- include "capstan.podSecurity" $root | nindent 8 }}
      containers:
        - name: manager
          image: {{ include "capstan.image" (list $root $component) }}
          imagePullPolicy: {{ $root.Values.image.pullPolicy }}
          env:
            {{- include "capstan.environment" $root | nindent 12 }}
            {{- include "capstan.bus" $root | nindent 12 }}
            {{- with include "capstan.own" . | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- with include "capstan.tenancy" . | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- with $chosen.env }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          ports:
            {{- range $name, $port := index $listens $id }}
            - name: {{ $name }}
              containerPort: {{ $port }}
              protocol: TCP
            {{- end }}
            - name: http-prom
              containerPort: 8080
              protocol: TCP
            - name: healthz
              containerPort: 9440
              protocol: TCP
          {{- include "capstan.probes" $root | nindent 10 }}
          readinessProbe:
            {{- if eq $id "source" }}
            httpGet:
              port: http
              path: /
            {{- else if eq $id "notification" }}
            tcpSocket:
              port: http
            {{- else if eq $id "secrets" }}
            tcpSocket:
              port: http-sealing
            {{- else }}
            httpGet:
              port: healthz
              path: /readyz
            {{- end }}
          resources:
            {{- toYaml $chosen.resources | nindent 12 }}
          securityContext:
            {{- include "capstan.containerSecurity" $root | nindent 12 }}
          volumeMounts:
            - name: temporary
              mountPath: /tmp
            {{- if $hasData }}
            - name: data
              mountPath: /data
            {{- end }}
            {{- if $root.Values.nats.tls.enabled }}
            - name: nats-tls
              mountPath: /etc/nats-tls
              readOnly: true
            {{- end }}
      volumes:
        - name: temporary
          emptyDir: {}
        {{- if $hasData }}
        - name: data
          {{- if and (eq $id "source") (eq $root.Values.storage.kind "volume") }}
          persistentVolumeClaim:
            claimName: source-controller
          {{- else }}
          emptyDir: {}
          {{- end }}
        {{- end }}
        {{- if $root.Values.nats.tls.enabled }}
        # The authority alone, and not the key.
        - name: nats-tls
          secret:
            secretName: {{ $root.Values.nats.tls.secretName }}
            items:
              - key: ca.crt
                path: ca.crt
        {{- end }}
{{- end }}
