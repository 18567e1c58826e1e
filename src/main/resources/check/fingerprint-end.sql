-- Without this line the output was cut.
select 'end', '', '', '', '';
