{{- /* All controllers that were chosen, in one pod. Takes the root. */ -}}
{{- define "capstan.standalone" -}}
{{- $ids := list }}
{{- $isEverything := true }}
{{- range $id, $_ := include "capstan.components" . | fromYaml }}
{{- if (index $.Values.controllers $id).enabled }}
{{- $ids = append $ids $id }}
{{- else }}
{{- $isEverything = false }}
{{- end }}
{{- end }}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: capstan
  namespace: {{ .Release.Namespace }}
  labels:
    {{- include "capstan.labels" (list . "standalone") | nindent 4 }}
    control-plane: controller
spec:
  replicas: 1
  strategy:
    type: Recreate
  selector:
    matchLabels:
      app: capstan
  template:
    metadata:
      labels:
        app: capstan
        control-plane: controller
        app.kubernetes.io/part-of: flux
        app.kubernetes.io/component: standalone
        {{- with .Values.standalone.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        prometheus.io/scrape: "true"
        prometheus.io/port: "8080"
    spec:
      {{- include "capstan.placement" . | nindent 6 }}
      serviceAccountName: capstan
      priorityClassName: {{ .Values.priorityClassName }}
      terminationGracePeriodSeconds: 30
      securityContext:
        {{- include "capstan.podSecurity" . | nindent 8 }}
      containers:
        - name: manager
          image: {{ include "capstan.image" (list . "standalone") }}
          imagePullPolicy: {{ .Values.image.pullPolicy }}
          env:
            - name: CAPSTAN_CONTROLLERS
              value: {{ ternary "*" (join "," $ids) $isEverything | quote }}
            {{- include "capstan.environment" . | nindent 12 }}
            - name: CAPSTAN_BUS
              value: local
            - name: CAPSTAN_SOURCE_STORAGE_PATH
              value: /data/source
            - name: CAPSTAN_IMAGE_STORAGE_PATH
              value: /data/image
            - name: CAPSTAN_PROMOTION_STORAGE_PATH
              value: /data/promotion
            - name: CAPSTAN_APPLICATION_STORAGE_PATH
              value: /data/application
            {{- include "capstan.argocd" . | indent 12 }}
            {{- range $id, $_ := include "capstan.components" . | fromYaml }}
            {{- with include "capstan.tenancy" (list $ $id) | trim }}
            {{- . | nindent 12 }}
            {{- end }}
            {{- end }}
            {{- with .Values.standalone.env }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
          ports:
            - name: http
              containerPort: 9090
              protocol: TCP
            - name: http-webhook
              containerPort: 9292
              protocol: TCP
            - name: http-sealing
              containerPort: 9393
              protocol: TCP
            - name: http-prom
              containerPort: 8080
              protocol: TCP
            - name: healthz
              containerPort: 9440
              protocol: TCP
          {{- include "capstan.probes" . | nindent 10 }}
          readinessProbe:
            httpGet:
              port: healthz
              path: /readyz
          resources:
            {{- toYaml .Values.standalone.resources | nindent 12 }}
          securityContext:
            {{- include "capstan.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - name: temporary
              mountPath: /tmp
            - name: data
              mountPath: /data
      volumes:
        - name: temporary
          emptyDir: {}
        - name: data
          emptyDir: {}
{{- end }}
