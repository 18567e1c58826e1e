-- What was decided about an incident: true if a person has done the step's work by hand, so that its next run only
-- checks the machine. Null until somebody has decided; the newest decision about an external task counts.
alter table umzug.incident add column by_hand boolean;
create index incident_configuration on umzug.incident (configuration);
