-- Every attempt has its exchange's id before anything is sent. An attempt from before that was given
-- up without one gets its own: no such exchange is found, and the persons are asked about anew.
update application_inquiry set exchange_id = id where exchange_id is null;
alter table application_inquiry alter exchange_id set not null;
